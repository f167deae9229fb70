"""The addresses of the screens of the auditor."""

from django.urls import path

from grants.portal.auditing import views

urlpatterns = [
    path("", views.search, name="audit"),
    path("ketens/", views.chains, name="audit-chains"),
    path("ketens/bewijs.json", views.proof, name="audit-proof"),
    path("steekproef/", views.sample, name="audit-sample"),
    path("steekproef/steekproef.zip", views.sample_export, name="audit-sample-export"),
]
