"""The addresses of the screens of people."""

from django.urls import path

from grants.portal.people import telling, views

urlpatterns = [
    path("", views.people, name="people"),
    path("inzage/", telling.telling, name="telling"),
]
