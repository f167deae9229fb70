"""The addresses of filing an application."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
