"""Addresses of the plan."""

from django.urls import path

from werkplan.views import agreements, consent, documents, goals, inzet, plan, steps, timeline, today, versions

app_name = "werkplan"
DOSSIER = "klanten/<uuid:public_id>/"

urlpatterns = [
    path("vandaag/", today.show, name="today"),
    path(f"{DOSSIER}plan/", plan.show, name="plan"),
    path(f"{DOSSIER}plan/beginnen/", plan.start, name="plan_start"),
    path(f"{DOSSIER}plan/zet/<slug:name>/", plan.move, name="plan_move"),
    path(f"{DOSSIER}plan/doel/", goals.add, name="goal_add"),
    path(f"{DOSSIER}plan/doel/<int:pk>/", goals.edit, name="goal_edit"),
    path(f"{DOSSIER}plan/doel/<int:pk>/besluit/", goals.settle, name="goal_settle"),
    path(f"{DOSSIER}plan/stap/", steps.add, name="step_add"),
    path(f"{DOSSIER}plan/stap/<int:pk>/", steps.show, name="step"),
    path(f"{DOSSIER}plan/stap/<int:pk>/zet/", steps.move, name="step_move"),
    path(f"{DOSSIER}plan/inzet/<int:pk>/zet/", inzet.move, name="inzet_move"),
    path(f"{DOSSIER}plan/afspraak/", agreements.add, name="agreement_add"),
    path(f"{DOSSIER}plan/afspraak/<int:pk>/", agreements.edit, name="agreement_edit"),
    path(f"{DOSSIER}plan/akkoord/", consent.consent, name="consent"),
    path(f"{DOSSIER}plan/versie/<int:number>/", versions.show, name="version"),
    path(f"{DOSSIER}plan/versie/<int:number>.pdf", documents.version_pdf, name="version_pdf"),
    path(f"{DOSSIER}plan.pdf", documents.plan_pdf, name="plan_pdf"),
    path(f"{DOSSIER}verloop/", timeline.show, name="timeline"),
    path(f"{DOSSIER}documenten/", documents.show, name="documents"),
]
