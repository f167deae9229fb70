"""The addresses of the applicant, all below `mijn/`."""

from django.urls import include, path

from grants.portal.applicant import joining
from grants.portal.applicant.following import views

urlpatterns = [
    path("", views.mine, name="mine"),
    path("code/", joining.join, name="join-by-post"),
    path("", include("grants.portal.applicant.filing.urls")),
    path("", include("grants.portal.applicant.following.urls")),
]
