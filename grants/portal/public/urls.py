"""The addresses of the pages for everybody."""

from django.urls import path

from grants.portal.public import views

urlpatterns = [
    path("subsidies/", views.catalogue, name="subsidies"),
    path("subsidies/<slug:code>/", views.subsidy, name="subsidy"),
    path("subsidies/<slug:code>/past-het/", views.fit, name="fit-check"),
    path("subsidieregister/", views.register, name="award-register"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
