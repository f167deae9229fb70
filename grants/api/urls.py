"""The addresses of the API: plural nouns, no slash behind them. A test asks each of them as everybody."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from rest_framework.routers import SimpleRouter

from grants.api import apart, completions, description, registers, steps, submissions, tokens, views

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("schemes", views.Schemes, basename="scheme")
router.register("rounds", views.Rounds, basename="round")
router.register("indicators", views.Indicators, basename="indicator")
router.register("applications", views.Applications, basename="application")
router.register("decisions", views.Decisions, basename="decision")
router.register("deadlines", views.Deadlines, basename="deadline")
router.register("payments", views.Payments, basename="payment")
router.register("orders", views.Orders, basename="order")
router.register("absences", views.Absences, basename="absence")
router.register("documents", views.Documents, basename="document")
router.register("letters", views.Letters, basename="letter")
router.register("receipts", views.Receipts, basename="receipt")
router.register("assessments", views.Assessments, basename="assessment")
router.register("roles", registers.Roles, basename="role")
router.register("texts", registers.Texts, basename="text")
router.register("samples", registers.Samples, basename="sample")
router.register("verdicts", registers.Verdicts, basename="verdict")
router.register("lines-of-budgets", registers.BudgetLines, basename="budget-line")

READ: dict[str, Any] = {"get": "retrieve"}
STEPS: dict[str, Any] = {"get": "explain", "post": "take"}

app_name = "api"
urlpatterns = [
    *router.urls,
    path("applications/<str:reference>/events", views.Events.as_view({"get": "list"}), name="event-list"),
    path("applications/<str:reference>/answers", views.Answers.as_view(READ), name="answer-list"),
    path("documents/<uuid:id>/file", views.DocumentFile.as_view(READ), name="document-file"),
    path("letters/<uuid:id>/file", views.LetterFile.as_view(READ), name="letter-file"),
    path("applications/<str:reference>/steps", steps.CaseSteps.as_view(STEPS), name="step-list"),
    path("applications/<str:reference>/submissions", completions.Completions.as_view(STEPS), name="completion-list"),
    path("rounds/<str:code>/steps", steps.RoundSteps.as_view(STEPS), name="round-step-list"),
    path("rounds/<str:code>/submissions", submissions.Submissions.as_view(STEPS), name="submission-list"),
    path("registers/<slug:code>/steps", apart.RegisterSteps.as_view(STEPS), name="register-step-list"),
    path("absences/<uuid:id>/steps", apart.AbsenceSteps.as_view(STEPS), name="absence-step-list"),
    path("orders/<str:reference>/steps", apart.OrderSteps.as_view(STEPS), name="order-step-list"),
    path("files-of-orders/<uuid:act>", views.OrderFile.as_view(READ), name="order-file"),
    path("parties", registers.Parties.as_view({"get": "list"}), name="party-list"),
    path("steps", steps.Beginnings.as_view(STEPS), name="beginning-list"),
    path("token", tokens.Token.as_view(), name="token"),
    path("openapi.json", description.Description.as_view(), name="description"),
]
# Each says by itself who is let in, and answers a system that it does not know; a page to sign in at would be no answer.
for one in urlpatterns:
    assert one.callback, "an address has a view"
    one.callback = login_not_required(one.callback)
