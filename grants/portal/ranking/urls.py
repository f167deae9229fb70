"""The addresses of the ranking of a round."""

from django.urls import path

from grants.portal.ranking import views

urlpatterns = [
    path("", views.ranking, name="ranking"),
    path("vergaderstuk.pdf", views.paper, name="ranking-paper"),
]
