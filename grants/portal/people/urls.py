"""The addresses of the screens of people."""

from django.urls import path

from grants.portal.people import views

urlpatterns = [path("", views.people, name="people")]
