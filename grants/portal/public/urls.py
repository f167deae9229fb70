"""The addresses of the pages for everybody."""

from django.urls import path

from grants.portal.public import open_data_views, views

urlpatterns = [
    path("subsidies/", views.catalogue, name="subsidies"),
    path("subsidies/<slug:code>/", views.subsidy, name="subsidy"),
    path("subsidies/<slug:code>/past-het/", views.fit, name="fit-check"),
    path("subsidies/<slug:code>/voorbeeldbegroting.xlsx", views.sample_budget, name="sample-budget"),
    path("subsidieregister/", views.register, name="award-register"),
    path("open-data/", open_data_views.page, name="open-data"),
    path("open-data/<str:name>", open_data_views.file, name="open-data-file"),
    path("open-data/regelingen/<slug:code>/<str:version>.json", open_data_views.scheme, name="open-data-scheme"),
    path(
        "open-data/regelingen/<slug:code>/<str:version>/verschil/<str:other>/",
        open_data_views.difference,
        name="open-data-difference",
    ),
    path("common-grants/opportunities", open_data_views.opportunities, name="common-grants"),
    path("common-grants/opportunities/<uuid:key>", open_data_views.opportunity, name="common-grants-one"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
