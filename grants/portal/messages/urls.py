"""The address of the screen of messages."""

from django.urls import path

from grants.portal.messages import views

urlpatterns = [path("", views.messages, name="messages")]
