"""The addresses of the screens of who judges."""

from django.urls import path

from grants.portal.assessing import views

urlpatterns = [
    path("", views.worklist, name="assess"),
    path("belangen/<str:code>/", views.interests, name="assess-interests"),
    path("<str:reference>/", views.sheet, name="assess-case"),
    path("<str:reference>/overleg/", views.consensus, name="assess-consensus"),
    path("<str:reference>/vastzetten/", views.lock, name="assess-lock"),
]
