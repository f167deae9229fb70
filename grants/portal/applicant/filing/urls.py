"""The addresses of filing an application."""

from django.urls import URLPattern, path

from grants.portal.applicant.filing import views

urlpatterns: list[URLPattern] = [
    path("nieuw/<str:code>/", views.start, name="applicant-start"),
    path("meeschrijven/<str:secret>/", views.write_along, name="write-along"),
    path("<str:reference>/invullen/", views.tasks, name="applicant-tasks"),
    path("<str:reference>/invullen/organisatie/", views.choose_party, name="applicant-party"),
    path("<str:reference>/invullen/controleren/", views.check, name="applicant-check"),
    path("<str:reference>/invullen/samen/", views.write_together, name="applicant-together"),
    path("<str:reference>/invullen/wie-deed-wat/", views.history, name="applicant-history"),
    path("<str:reference>/invullen/organisatie/nieuw/", views.new_party, name="applicant-new-party"),
    path("<str:reference>/invullen/bestand/<slug:question>/", views.attach, name="applicant-attach"),
    path("<str:reference>/bestand/<uuid:upload>/", views.attachment, name="applicant-file"),
    path("<str:reference>/invullen/<slug:part>/", views.part, name="applicant-part"),
    path("<str:reference>/plan/", views.plan, name="own-plan"),
    path("<str:reference>/ontvangen/", views.received, name="applicant-receipt"),
    path("<str:reference>/ontvangen/ervaring/", views.experienced, name="applicant-experience"),
]
