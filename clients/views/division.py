"""Verdeling: a team leader divides dossiers among her own people and arranges who covers for whom."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clients.actions.division import move_leads
from clients.division import cards_of, colleague, covers_of, division_of, moves_of
from clients.forms.division import CoverForm, MoveForm
from werkcentrum.access import actions as access
from werkcentrum.access.actions.working import colleagues_in
from werkcentrum.access.models import Cover
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@tagged("division", "list", needs=P.CASELOAD_ASSIGN)
@require_safe
def division(request):
    """Who leads how many, whose dossiers have nobody, and who is away: numbers, no people."""
    context = {"division": division_of(request.actor.cell), "may_cover": request.actor.may(P.COVER_ARRANGE)}
    return render(request, "clients/division.html", context)


@tagged("division", "assign", needs=P.CASELOAD_ASSIGN)
@require_http_methods(["GET", "POST"])
@once
def divide(request, user):
    """The cards of one person; choose, look at how they would be divided, then confirm."""
    cell = request.actor.cell
    person = colleague(cell, user)
    if person is None:
        raise Http404
    here = {held.user_id for held in colleagues_in(cell)}
    works_here = person.pk in here
    # Where nobody is to give to, nobody is shown.
    cards = cards_of(cell, person) if here - {person.pk} else []
    request.actor.saw([card.dossier for card in cards], "list:division")
    form = MoveForm(request.POST or None, cards=cards, cell=cell, user=person, all_chosen=not works_here)
    chosen = {int(pk) for pk in form["rows"].value() or [] if str(pk).isdecimal()}
    context = {"person": person, "cards": cards, "form": form, "works_here": works_here, "chosen": chosen}
    if request.method == "GET":
        return render(request, "clients/divide.html", context)
    if not form.is_valid():
        return render(request, "clients/divide.html", context, status=422)
    if "confirm" not in request.POST:
        return _preview(request, context)
    try:
        moves = move_leads(user=person, by=request.actor, **form.facts())
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        if no.field == "asked":
            return _preview(request, context, status=no.status)
        return render(request, "clients/divide.html", context, status=no.status)
    messages.success(request, _told(moves))
    return redirect("clients:division")


def _preview(request, context, status=200):
    form = context["form"]
    facts = form.facts() if form.is_valid() else {"rows": request.POST.getlist("rows"), "to": []}
    to = facts["to"] or [form.people[int(pk)] for pk in request.POST.getlist("to")]
    moves = moves_of(request.actor.cell, context["person"], facts["rows"], to)
    cards = {card.row: card for card in context["cards"]}
    lines = [{"card": cards[move.row.pk], "to": move.to, "ask": move.ask} for move in moves if move.row.pk in cards]
    context |= {
        "lines": lines,
        "totals": [(person, len([line for line in lines if line["to"] == person])) for person in to],
        "ask": any(line["ask"] for line in lines),
        "stuck": any(line["to"] is None for line in lines),
    }
    return render(request, "clients/divide_preview.html", context, status=status)


def _told(moves):
    names = sorted({move.to.name for move in moves})
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"
    number = "1 dossier" if len(moves) == 1 else f"{len(moves)} dossiers"
    return f"{number} verdeeld. Regiehouder: {who}. Alles loopt door."


@tagged("cover", "create", needs=P.COVER_ARRANGE)
@require_http_methods(["GET", "POST"])
@once
def cover(request):
    """Arrange who covers for whom, and see what is arranged."""
    form = CoverForm(request.POST or None, cell=request.actor.cell)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        try:
            made, number = access.arrange_cover(by=request.actor, **form.facts())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.sentence)
            status = no.status
        else:
            messages.success(
                request, f"{made.colleague.name} vervangt {made.covered.name}, in {number} dossiers. Het stopt vanzelf."
            )
            return redirect("clients:cover")
    return render(request, "clients/cover.html", {"form": form, "covers": covers_of(request.actor.cell)}, status=status)


@tagged("cover", "decide", needs=P.COVER_ARRANGE)
@require_http_methods(["GET", "POST"])
@once
def cover_end(request, pk):
    """Ask with the consequence, then stop a cover before its last day."""
    rows = Cover.objects.select_related("covered", "colleague")
    row = get_object_or_404(rows, pk=pk, participation=request.actor.cell)
    if request.method == "GET":
        return render(request, "clients/cover_end.html", {"cover": row, "runs": row.valid_from <= timezone.localdate()})
    access.end_cover(cover=row, by=request.actor)
    messages.success(request, f"{row.colleague.name} vervangt {row.covered.name} niet meer.")
    return redirect("clients:cover")
