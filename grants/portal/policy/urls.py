"""The addresses of the screens of the policy officer."""

from django.urls import path

from grants.portal.policy import views

urlpatterns = [
    path("", views.schemes, name="schemes"),
    path("<slug:code>/<str:version>/", views.scheme, name="scheme"),
    path("<slug:code>/<str:version>/ronde/", views.prepare, name="scheme-round"),
    path("<slug:code>/<str:version>/verschil/<str:other>/", views.difference, name="scheme-difference"),
    path("<slug:code>/<str:version>/toestanden/", views.states, name="scheme-states"),
    path("<slug:code>/<str:version>/toestanden.svg", views.diagram, name="scheme-diagram"),
    path("<slug:code>/<str:version>/doorlooptijd/", views.times, name="scheme-times"),
]
