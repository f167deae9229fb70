"""The addresses of the installation. Each app that has screens adds its own below its own prefix."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from config.api import problems
from config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health, name="health"),
    path("api/v1/", include("grants.api.urls")),
    re_path("^api/", problems.no_such_address, name="no-such-address"),
    path("", include("grants.portal.urls")),
]

handler400 = "config.api.problems.unreadable"
handler500 = "config.api.problems.broken"
