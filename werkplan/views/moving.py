"""Moving to another municipality or region: note it, see what it means, and afterwards decide per service."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from clients.actions.moving import move_house
from clients.models import HiddenAddress
from clients.next_receiver import next_receiver
from clients.policy import open_client
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.web.dates import long_date
from werkplan.actions.remap import decide_remap
from werkplan.forms.moving import MoveHouseForm, RemapForm
from werkplan.policy import open_plan
from werkplan.remapping import title_of, undecided
from werkplan.views.frame import attempt, show_page


@tagged("client", "edit")
@once
def move(request, public_id):
    """Where to; then to the page that says who takes over and what happens to each service."""
    opened = open_client(request.actor, public_id, part="person", needs=P.CLIENT_EDIT)
    client = opened.client
    hidden = HiddenAddress.objects.filter(client=client.pk).exists()
    facts = {"region": client.region, "version": client.version, "hidden": hidden}
    form, status = MoveHouseForm(request.POST or None, **facts), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            told = {"version": data["version"], "municipality": data["municipality"], "values": form.values()}
            tried = attempt(form, move_house, client=client, by=request.actor, **told)
            if tried.done:
                return _after(request, opened)
            status = tried.status
    context = {"form": form, "hidden": hidden, "town": client.municipality.name}
    return show_page(request, "werkplan/move_house.html", opened, tab="", status=status, **context)


def _after(request, opened):
    client = opened.client
    goes = not next_receiver(client, request.actor.cell).own and opened.stance.may(P.HANDOVER_OFFER)
    stays = "Het dossier blijft bij u." if not goes else "Het dossier blijft bij u tot iemand het overneemt."
    messages.success(request, f"Verhuizing naar {client.municipality.name} vastgelegd. {stays}")
    return redirect("werkplan:handover_offer" if goes else "clients:person", client.public_id)


def proposals_shown(rows) -> list[dict]:
    """Proposals or lines for a page, as words."""
    return [
        {
            "pk": row.inzet.pk,
            "step": row.inzet.step.title,
            "title": title_of(row.inzet),
            "state": row.inzet.get_state_display(),
            "verdict": str(row.verdict),
            "becomes": row.offer.title if row.offer else "",
            "provider": row.offer.provider.partner.name if row.offer else "",
            "reason": row.reason,
            "article": row.article,
            "until": long_date(row.inzet.ends_on) if row.inzet.ends_on else "",
        }
        for row in rows
    ]


@require_safe
@tagged("inzet", "decide")
def remapped(request, public_id):
    """The services about which the lead still decides after a move."""
    return _page(request, open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT))


@require_POST
@tagged("inzet", "decide")
@once
def decide(request, public_id, pk):
    """Over to the new offer, go on as it is, or stop with a reason."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    inzet = get_object_or_404(opened.plan.inzetten.select_related("step", "offer", "instrument"), pk=pk)
    inzet.plan = opened.plan
    form = RemapForm(request.POST, prefix=f"i{pk}")
    if not form.is_valid():
        return _page(request, opened, {pk: form}, 422)
    tried = attempt(form, decide_remap, inzet=inzet, by=request.actor, **form.cleaned_data)
    if not tried.done:
        return _page(request, opened, {pk: form}, tried.status)
    messages.success(request, "Vastgelegd. De klant leest het in het verloop.")
    return redirect("werkplan:remap" if undecided(opened.plan).exists() else "werkplan:plan", public_id)


def _page(request, opened, bad=None, status=200):
    lines = proposals_shown(undecided(opened.plan))
    for line in lines:
        blank = RemapForm(prefix=f"i{line['pk']}", has_offer=bool(line["becomes"]))
        line["form"] = (bad or {}).get(line["pk"]) or blank
    context = {"lines": lines, "errors": list((bad or {}).values())}
    return show_page(request, "werkplan/remap.html", opened, tab="", status=status, **context)
