"""What happens to an offer: propose, publish, give back, withdraw. Each asks once, with its consequence in words."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from services import actions, policy
from services.forms.offer import PauseForm, ReasonForm
from services.menu import Person
from services.menu.cards import card_of
from services.menu.page import names_of
from services.models import Offer
from services.rules import why_not_publish
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@dataclass(frozen=True)
class Deed:
    """A decision: who may, what it is called, what follows from it, and the action. `hint`: asks a reason."""

    needs: P
    title: str
    consequence: str
    label: str
    action: Any
    done: str
    hint: str = ""
    form: Any = ReasonForm
    stops: bool = False
    checks: bool = False


PROPOSE = Deed(
    P.OFFER_PROPOSE,
    "Aanbod voorstellen",
    "De regiocoördinator leest het en zet het op de menukaart, of vraagt u om aanvulling.",
    "Stel voor",
    actions.propose_offer,
    Offer.propose.__doc__,
    checks=True,
)
PUBLISH = Deed(
    P.OFFER_PUBLISH,
    "Aanbod publiceren",
    "Alle coaches en gidsen in de regio zien dit aanbod meteen en kunnen het in een plan zetten.",
    "Publiceer",
    actions.publish_offer,
    Offer.publish.__doc__,
    checks=True,
)
RETURN = Deed(
    P.OFFER_PUBLISH,
    "Voorstel teruggeven",
    "Het wordt weer een concept van de aanbieder. Die leest uw reden en kan het opnieuw voorstellen.",
    "Geef terug",
    actions.return_offer,
    Offer.return_to_draft.__doc__,
    hint="Schrijf wat nog nodig is. De aanbieder leest dit.",
)
WITHDRAW = Deed(
    P.OFFER_PUBLISH,
    "Aanbod intrekken",
    "Coaches vinden dit aanbod dan niet meer op de menukaart. Wie er al mee bezig is, maakt het af. "
    "U kunt dit niet terugdraaien.",
    "Trek in",
    actions.withdraw_offer,
    Offer.withdraw.__doc__,
    hint="Schrijf waarom dit aanbod verdwijnt. Coaches lezen die reden.",
    stops=True,
)
PAUSE = Deed(
    P.OFFER_PROPOSE,
    "Aanbod pauzeren",
    "Coaches vinden dit aanbod dan even niet op de menukaart. Plannen die het gebruiken, houden het. "
    "U zet het zelf weer op de kaart.",
    "Pauzeer",
    actions.pause_offer,
    Offer.pause.__doc__,
    hint="Schrijf waarom dit aanbod even stilstaat. Coaches lezen die reden.",
    form=PauseForm,
)
RESUME = Deed(
    P.OFFER_PROPOSE,
    "Weer op de menukaart",
    "Alle coaches en gidsen in de regio zien dit aanbod meteen weer. U zegt daarmee dat het nog klopt.",
    "Zet weer op de kaart",
    actions.resume_offer,
    Offer.resume.__doc__,
    checks=True,
)


@tagged("offer", "edit")
@require_http_methods(["GET", "POST"])
@once
def propose(request, public_id):
    """The provider offers a draft to the coordinator."""
    return decide(request, public_id, PROPOSE)


@tagged("offer", "publish")
@require_http_methods(["GET", "POST"])
@once
def publish(request, public_id):
    """The coordinator puts a proposal on the menu."""
    return decide(request, public_id, PUBLISH)


@tagged("offer", "publish")
@require_http_methods(["GET", "POST"])
@once
def give_back(request, public_id):
    """The coordinator gives a proposal back, with what is still needed."""
    return decide(request, public_id, RETURN)


@tagged("offer", "publish")
@require_http_methods(["GET", "POST"])
@once
def withdraw(request, public_id):
    """The coordinator takes an offer off the menu, with a reason."""
    return decide(request, public_id, WITHDRAW)


@tagged("offer", "edit")
@require_http_methods(["GET", "POST"])
@once
def pause(request, public_id):
    """Who keeps the offer takes it off the menu for a while."""
    return decide(request, public_id, PAUSE)


@tagged("offer", "edit")
@require_http_methods(["GET", "POST"])
@once
def resume(request, public_id):
    """Who keeps the offer puts it back on the menu."""
    return decide(request, public_id, RESUME)


def decide(request, public_id, deed):
    """Ask with the consequence in words, then do it; a refusal comes back on the same page."""
    offer = policy.open_offer(request.actor, public_id, needs=deed.needs)
    form = deed.form(request.POST or None, help_text=deed.hint) if deed.hint else None
    refusal, status, today = "", 200, timezone.localdate()
    obstacle = (why_not_publish(offer, today) or "") if deed.checks else ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            deed.action(offer=offer, by=request.actor, version=seen(request), **(form.cleaned_data if form else {}))
        except Refused as no:
            refusal, status = no.sentence, no.status
            if form and no.field in form.fields:
                form.add_error(no.field, no.sentence)
                refusal = ""
        else:
            messages.success(request, deed.done)
            return redirect("services:offer", public_id=public_id)
    status = 422 if form is not None and form.errors and status == 200 else status
    context = {"offer": offer, "deed": deed, "form": form, "refusal": refusal or obstacle, "obstacle": obstacle}
    if deed.checks:
        context["card"] = card_of(offer, Person(), today=today, names=names_of(offer.region))
    return render(request, "services/offer_decide.html", context, status=status)


def seen(request):
    """The version of the offer that the page showed, or None."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else None
