"""The addresses of the screens of the auditor."""

from django.urls import path

from grants.portal.auditing import views

urlpatterns = [
    path("", views.search, name="audit"),
    path("dossier/<str:reference>/", views.dossier, name="audit-dossier"),
    path("ketens/", views.chains, name="audit-chains"),
    path("ketens/bewijs.json", views.proof, name="audit-proof"),
    path("steekproef/", views.sample, name="audit-sample"),
    path("steekproef/steekproef.zip", views.sample_export, name="audit-sample-export"),
    path("steekproef/bewaren/", views.sample_keep, name="audit-sample-keep"),
    path("steekproef/<uuid:sample>/", views.kept, name="audit-kept"),
    path("steekproef/<uuid:sample>/steekproef.zip", views.kept_export, name="audit-kept-export"),
    path("steekproef/<uuid:sample>/<int:place>/", views.judge, name="audit-judge"),
]
