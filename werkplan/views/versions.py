"""Frozen versions: read one, and see side by side what changed since another."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P
from werkplan import shown
from werkplan.compare import comparison
from werkplan.mine import open_own
from werkplan.policy import open_plan
from werkplan.snapshot import agreement_sentence, differences, snapshot, step_sentence
from werkplan.views.frame import show_page


@tagged("version", "read")
def show(request, public_id, number):
    """A frozen version with the client's answer, beside the version after it or the plan of today."""
    opened = open_plan(request.actor, public_id, part="version")
    versions = list(opened.plan.versions.select_related("recorded_by"))
    version = get_object_or_404(opened.plan.versions.select_related("recorded_by"), number=number)
    other = next((row for row in versions if str(row.number) == request.GET.get("met", "")), None)
    compared = other.content if other else snapshot(opened.plan)
    context = {
        "version": shown.show("version", version, opened.stance.groups),
        "versions": [shown.show("version", row, opened.stance.groups) for row in versions],
        "other": shown.show("version", other, opened.stance.groups),
        "changes": differences(version.content, compared),
        "goals": [(goal["text"], [step_sentence(step) for step in goal["steps"]]) for goal in version.content["goals"]],
        "agreements": [agreement_sentence(row) for row in version.content["agreements"]],
    }
    return show_page(request, "werkplan/version.html", opened, tab="documents", **context)


@tagged("version", "read")
def compare(request, public_id):
    """What is different between two versions, or between a version and today."""
    opened = open_plan(request.actor, public_id, part="version")
    found = comparison(opened.plan, request.GET.get("van", ""), request.GET.get("naar", ""))
    return show_page(request, "werkplan/versions_compare.html", opened, tab="documents", found=found)


@require_GET
@tagged("plan", "read", needs=P.OWN_PLAN_READ)
def my_compare(request):
    """The same for the client herself."""
    own = open_own(request.actor, part="own_plan")
    if own.plan is None:
        raise Http404
    found = comparison(own.plan, request.GET.get("van", ""), request.GET.get("naar", ""))
    return render(request, "portal/my_versions.html", {"found": found})
