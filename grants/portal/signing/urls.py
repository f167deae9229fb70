"""The addresses of signing and announcing."""

from django.urls import path

from grants.portal.signing import views

urlpatterns = [
    path("tekenen/", views.signing, name="signing"),
    path("tekenen/<uuid:decision>/", views.one, name="signing-one"),
    path("tekenen/<uuid:decision>/collegevoorstel/", views.proposal, name="college-paper"),
    path("bekendmaken/", views.announcing, name="announcing"),
    path("bekendmaken/brieven/", views.letters, name="dispatch"),
]
