"""Wie helpt mij? Open to everyone; answers from the rules alone and keeps nothing, not even a line in the log."""

from django.db import transaction
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clients.forms.who_helps import WhoHelpsForm, towns
from clients.responsibility import responsible_partner
from werkcentrum.access.routes import tagged
from werkcentrum.regions import reference
from werkcentrum.vocabulary import PartnerKind

NEXT = {
    PartnerKind.UWV: "Bel UWV of log in op werk.nl. Vraag naar uw adviseur werk.",
    PartnerKind.MUNICIPALITY: "Bel uw gemeente en vraag naar werk en inkomen. Wij bellen graag met u samen.",
    PartnerKind.EMPLOYER: "Vraag uw (oude) werkgever welke hulp u krijgt. Komt u er niet uit? Wij denken mee.",
    PartnerKind.SOCIAL_PARTNER: "Vraag ons om gratis loopbaanadvies. U hoeft nergens lid van te zijn.",
    PartnerKind.EDUCATION: "Bel uw school of het Doorstroompunt. Weet u nog geen school? Wij zoeken mee.",
    PartnerKind.WERKCENTRUM: "Loop bij ons binnen. U hebt geen afspraak nodig.",
    PartnerKind.NONE: "U kunt ons altijd gratis om advies vragen. U hebt geen afspraak nodig.",
}


# Nothing is kept or changed here, so there is nothing a forged request could do; a token would start a session.
@csrf_exempt
@transaction.non_atomic_requests
@tagged("explain", "search", open=True)
@require_http_methods(["GET", "POST"])
def who_helps(request):
    """A few questions, and the partner that answers for these facts."""
    form = WhoHelpsForm(request.POST or None)
    context = {"form": form}
    if form.is_valid():
        context |= _answer(form.facts)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "clients/who_helps.html", context, status=status)


def _answer(facts):
    """What the card shows, as plain words."""
    found = responsible_partner(facts)
    name = found.partner_kind.phrase_start
    if found.municipality:
        name = f"Gemeente {dict(towns())[found.municipality]}"
    region = reference.region_of(facts.municipality, facts.date) if facts.municipality else None
    regions = {row.code: row.name for row in reference.regions()}
    payer = found.paying_body
    return {
        "answer": found,
        "who": name,
        "payer": payer[0].upper() + payer[1:] if payer else "",
        "next": NEXT[found.partner_kind],
        "desk": regions.get(region or "", ""),
    }
