"""The addresses of the screens. A test asks each of them as everybody: an address that it does not know fails it."""

from django.urls import include, path

from grants.portal import languages, views
from grants.portal.policy import report_views, text_views
from grants.portal.policy.views import change_plan, simulate

urlpatterns = [
    path("", views.start, name="start"),
    path("", include("grants.portal.public.urls")),
    path("taal/", languages.choose, name="language"),
    path("", include("grants.portal.account.urls")),
    path("pictogrammen/<slug:edition>.svg", views.sprite, name="icons"),
    path("mijn/", include("grants.portal.applicant.urls")),
    path("postkamer/", include("grants.portal.intake.urls")),
    path("mensen/", include("grants.portal.people.urls")),
    path("berichten/", include("grants.portal.messages.urls")),
    path("controle/", include("grants.portal.auditing.urls")),
    path("regelingen/", include("grants.portal.policy.urls")),
    path("teksten/", text_views.texts, name="texts"),
    path("teksten/<slug:scheme>/<slug:name>/", text_views.text, name="text"),
    path("vijf-minuten/", include("grants.portal.first_look.urls")),
    path("", include("grants.portal.signing.urls")),
    path("financien/", include("grants.portal.finance.urls")),
    path("", include("grants.portal.desk.urls")),
    path("werk/", views.queue, name="queue"),
    path("werk/volgende/", views.next_case, name="next-case"),
    path("rondes/", views.rounds, name="rounds"),
    path("ronde/<str:code>/", views.round_, name="round"),
    path("jaarverslag/<int:year>/", report_views.report, name="annual-report"),
    path("jaarverslag/<int:year>/cijfers.csv", report_views.figures, name="annual-report-csv"),
    path("jaarverslag/<int:year>/<slug:code>/", report_views.value, name="annual-report-value"),
    path("ronde/<str:code>/simulatie/", simulate, name="round-simulation"),
    path("ronde/<str:code>/aanpassen/", change_plan, name="round-plan"),
    path("ronde/<str:code>/stap/<slug:action>/", views.round_step, name="round-step"),
    path("ronde/<str:code>/rangorde/", include("grants.portal.ranking.urls")),
    path("beginnen/", views.begin, name="begin"),
    path("beginnen/<slug:machine>/<slug:action>/", views.begin_step, name="begin-step"),
    path("beoordelen/", include("grants.portal.assessing.urls")),
    path("dossier/<str:reference>/", views.dossier, name="dossier"),
    path("dossier/<str:reference>/bestand/<uuid:upload>/", views.upload, name="dossier-file"),
    path("dossier/<str:reference>/brief/<uuid:letter>/", views.letter, name="letter"),
    path("dossier/<str:reference>/stap/<slug:machine>/<slug:action>/<str:subject>/", views.step, name="step"),
]  # fmt: skip
