"""The addresses of paying."""

from django.urls import path

from grants.portal.finance import views

urlpatterns = [
    path("", views.due, name="finance"),
    path("goedkeuren/", views.approving, name="finance-approving"),
    path("opdrachten/", views.orders, name="finance-orders"),
    path("opdrachten/<str:reference>/", views.order, name="finance-order"),
    path("opdrachten/<str:reference>/bestand.xml", views.file, name="finance-file"),
    path("afstemmen/", views.statement, name="finance-statement"),
    path("begroting/", views.budget, name="finance-budget"),
    path("begroting/<str:code>/<int:year>/", views.line, name="finance-line"),
]
