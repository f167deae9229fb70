"""The addresses of following an application."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
