"""The addresses of following an application."""

from django.urls import path

from grants.portal.applicant.following import views

urlpatterns = [
    path("<str:reference>/", views.own_case, name="own-case"),
    path("<str:reference>/berichten/", views.thread, name="own-thread"),
    path("<str:reference>/antwoorden/", views.answers, name="own-answers"),
    path("<str:reference>/besluit/", views.decision, name="own-decision"),
    path("<str:reference>/agenda.ics", views.agenda, name="own-agenda"),
    path("<str:reference>/bestand/<uuid:upload>/", views.file, name="own-file"),
    path("<str:reference>/brief/<uuid:letter>/", views.letter, name="own-letter"),
    path("<str:reference>/stap/<str:machine>/<str:action>/<str:subject>/", views.step, name="own-step"),
]
