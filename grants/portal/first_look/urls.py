"""The address of the first look."""

from django.urls import path

from grants.portal.first_look import views

urlpatterns = [path("", views.five_minutes, name="five-minutes")]
