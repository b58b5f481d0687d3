"""What is due to be erased, the lists with four eyes, and the register of processing."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.privacy.actions import destruction as actions
from werkcentrum.privacy.due import WISH, counts
from werkcentrum.privacy.forms import HoldForm, RefuseForm
from werkcentrum.privacy.models import Destruction, LegalHold
from werkcentrum.privacy.register import JOINT, SAFE, as_data, register
from werkcentrum.privacy.terms import terms
from werkcentrum.refusal import Refused

KEEPERS = (P.RETENTION_PREPARE, P.RETENTION_APPROVE)
SHOWN = 500


def _require_keeper(actor):
    if not any(actor.may(permission) for permission in KEEPERS):
        raise PermissionDenied(P.RETENTION_PREPARE)


def term_name(key) -> str:
    """A term as it is called on the pages."""
    held = terms(timezone.localdate())
    return held[key].name if key in held else "Verzoek van de klant om te wissen" if key == WISH else key


@tagged("retention", "list")
@require_safe
def retention(request):
    """How much is due per ground, and the lists of the region."""
    _require_keeper(request.actor)
    today, region = timezone.localdate(), request.actor.region
    held, due = terms(today), counts(region.pk, today)
    rows = [{"term": term, "due": due.get(key)} for key, term in held.items()]
    context = {
        "rows": rows,
        "wishes": due[WISH],
        "any": any(due.values()),
        "lists": Destruction.objects.filter(region=region).select_related("prepared_by", "decided_by")[:25],
        "may_prepare": request.actor.may(P.RETENTION_PREPARE),
        "holds": LegalHold.objects.filter(dossier__region=region, lifted_at=None).select_related("dossier")[:SHOWN]
        if request.actor.may(P.RETENTION_APPROVE)
        else [],
    }
    return render(request, "privacy/retention.html", context)


@tagged("retention", "create", needs=P.RETENTION_PREPARE)
@require_POST
@once
def prepare(request):
    """Put what is due on a list."""
    try:
        made = actions.prepare(by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect("privacy:retention")
    messages.success(request, "De lijst staat klaar. De privacy officer keurt haar goed of af.")
    return redirect("privacy:list", made.public_id)


def _list(request, public_id):
    _require_keeper(request.actor)
    rows = Destruction.objects.filter(region=request.actor.region).select_related("prepared_by", "decided_by")
    return get_object_or_404(rows, public_id=public_id)


@tagged("retention", "read")
@require_safe
def show(request, public_id):
    """One list: numbers and days, no names."""
    return _page(request, _list(request, public_id), RefuseForm(), 200)


def _page(request, row, form, status):
    lines = row.lines.select_related("dossier").order_by("term", "triggered_on", "pk")
    sums: Counter[str] = Counter()
    for term, count in row.lines.values_list("term", "count"):
        sums[term_name(term)] += count
    waits = row.state == Destruction.State.PREPARED
    context = {
        "row": row,
        "form": form,
        "sums": sorted(sums.items()),
        "lines": [
            {
                # SECURITY: who prepares sees not even the pseudonym of a dossier, only its number on this list.
                "pseudonym": str(line.dossier.public_id)[:8] if line.dossier else f"regel {number}",
                "dossier": line.dossier_id,
                "term": term_name(line.term),
                "on": line.triggered_on,
                "erased": line.erased,
            }
            for number, line in enumerate(lines[:SHOWN], start=1)
            if line.dossier_id
        ],
        "waits": waits,
        "decides": waits and request.actor.may(P.RETENTION_APPROVE) and row.prepared_by_id != request.user.pk,
        "holds": request.actor.may(P.RETENTION_APPROVE) and row.state in actions.WAITING,
    }
    return render(request, "privacy/list.html", context, status=status)


@tagged("retention", "decide", needs=P.RETENTION_APPROVE)
@require_POST
@step_up
@once
def decide(request, public_id):
    """Approve or refuse a list that another person prepared."""
    row, form = _list(request, public_id), RefuseForm(request.POST)
    refused = request.POST.get("deed") == "refuse"
    if refused and not form.is_valid():
        return _page(request, row, form, 422)
    try:
        if refused:
            actions.refuse(destruction=row, reason=form.cleaned_data["reason"], by=request.actor)
        else:
            actions.approve(destruction=row, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, "Afgewezen. Er wordt niets gewist." if refused else "Goedgekeurd. Vannacht gewist.")
    return redirect("privacy:list", public_id)


@tagged("retention", "decide", needs=P.RETENTION_APPROVE)
@require_POST
@step_up
@once
def hold(request, public_id):
    """Keep one dossier of a list, with a reason."""
    row, form = _list(request, public_id), HoldForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Schrijf op waarom dit dossier bewaard moet blijven.")
        return redirect("privacy:list", public_id)
    line = get_object_or_404(row.lines, dossier=form.cleaned_data["dossier"])
    try:
        actions.hold(dossier=line.dossier, reason=form.cleaned_data["reason"], by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, "Dit dossier blijft bewaard, ook als de lijst is goedgekeurd.")
    return redirect("privacy:list", public_id)


@tagged("retention", "decide", needs=P.RETENTION_APPROVE)
@require_POST
@step_up
@once
def lift(request, pk):
    """Let the term of a kept dossier count again."""
    row = get_object_or_404(LegalHold.objects.filter(dossier__region=request.actor.region, lifted_at=None), pk=pk)
    try:
        actions.lift(hold=row, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, "Opgeheven. De bewaartermijn telt weer.")
    return redirect("privacy:retention")


@tagged("register", "read", needs=P.ACCESS_READ)
@require_safe
def processing(request):
    """The register of processing, made from the code of today."""
    entries = register(timezone.localdate())
    return render(request, "privacy/register.html", {"entries": entries, "joint": JOINT, "safe": SAFE})


@tagged("register", "read", needs=P.ACCESS_READ)
@require_safe
def processing_file(request):
    """The same as a file."""
    answer = JsonResponse(as_data(timezone.localdate()), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer.headers["Content-Disposition"] = 'attachment; filename="verwerkingsregister.json"'
    return answer
