"""The addresses of the installation. Each app that has screens adds its own below its own prefix."""

from django.urls import URLPattern, URLResolver, include, path

from config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health, name="health"),
    path("", include("grants.portal.urls")),
]
