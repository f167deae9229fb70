"""The addresses of the work of the desk itself."""

from django.urls import path

from grants.portal.desk import views

urlpatterns = [
    path("werk/vragen/", views.todo, name="todo"),
    path("afwezig/", views.absences, name="absences"),
]
