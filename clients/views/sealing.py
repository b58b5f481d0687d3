"""Besloten: the privacy officer decides who still opens a dossier, and sees nothing of whom it is about."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from clients.actions import sealing as actions
from clients.forms.sealing import LeadForm, NumberForm, PartnerForm, SealForm
from clients.sealing import asked_in, by_short_number, in_region, sealed_in, short_number, waiting_offer, workers
from clients.shown import EVERYBODY, show
from werkcentrum.access import actions as access
from werkcentrum.access.models import Seal
from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@tagged("seal", "search", needs=P.DOSSIER_SEAL)
@require_http_methods(["GET", "POST"])
def sealed(request):
    """What waits, what is sealed, and a field for a short number."""
    form, status = NumberForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            found = by_short_number(request.actor.region, form.cleaned_data["number"])
            if found:
                return redirect("clients:seal", found.public_id)
            form.add_error("number", "Er is geen dossier met dit nummer in uw regio. Controleer de 8 tekens.")
    region = request.actor.region
    context = {"form": form, "asked": asked_in(region), "sealed": sealed_in(region)}
    return render(request, "clients/sealed.html", context, status=status)


@tagged("seal", "decide", needs=P.DOSSIER_SEAL)
@require_http_methods(["GET", "POST"])
@step_up
@once
def seal(request, dossier):
    """Seal, change who is named, lift, or answer a request with no."""
    row = get_object_or_404(in_region(request.actor.region), public_id=dossier)
    request.actor.saw([row.pk], "seal")
    page = _Page(request, row)
    if request.method == "GET":
        return page.show()
    deed = request.POST.get("deed", "")
    if deed not in ("seal", "name", "lift", "refuse"):
        return page.show(422)
    try:
        done = getattr(page, deed)()
    except Refused as no:
        form = page.lead if no.field == "lead" else page.form
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        return page.show(no.status)
    if not done:
        return page.show(422)
    messages.success(request, done)
    return redirect("clients:sealed")


class _Page:
    """The forms of one dossier and the deeds of its page; a deed gives the sentence of success, or "" when unclear."""

    def __init__(self, request, dossier):
        self.request, self.dossier = request, dossier
        self.asked = Seal.objects.filter(dossier=dossier, state__in=[Seal.State.ASKED, Seal.State.SEALED]).first()
        self.workers = workers(dossier)
        typed = request.POST or None
        initial = {"reason": self.asked.reason} if self.asked else {}
        self.form = SealForm(typed, workers=self.workers, initial=initial)
        chosen = request.POST if request.method == "POST" else request.GET
        self.choice = PartnerForm(chosen if chosen.get("partner") else None, region=request.actor.region)
        cell = self.choice.cell() if self.choice.is_valid() else None
        self.lead = LeadForm(typed, cell=cell)

    def show(self, status=200):
        """The page."""
        context = {
            "dossier": show("dossier", self.dossier, EVERYBODY),
            "number": short_number(self.dossier),
            "asked": self.asked,
            "waits": self.asked is not None and self.asked.state == Seal.State.ASKED,
            "workers": self.workers,
            "offer": waiting_offer(self.dossier),
            "form": self.form,
            "choice": self.choice,
            "lead": self.lead,
        }
        return render(self.request, "clients/seal.html", context, status=status)

    def _facts(self):
        if not (self.form.is_valid() and self.lead.is_valid()):
            return None
        return {
            "dossier": self.dossier,
            "named": self.form.cleaned_data["named"],
            "lead": self.lead.chosen(),
            "by": self.request.actor,
        }

    def seal(self):
        """Seal it."""
        facts = self._facts()
        if facts:
            actions.seal(reason=self.form.cleaned_data["reason"], **facts)
            return "Het dossier is besloten. Alleen wie u aanwees opent het nog."
        return ""

    def name(self):
        """Change who is named."""
        facts = self._facts()
        if facts:
            access.name_for_sealed(**facts)
            return "Bewaard wie dit dossier nog opent."
        return ""

    def lift(self):
        """Lift the seal."""
        actions.unseal(dossier=self.dossier, by=self.request.actor)
        return "Het dossier is niet meer besloten."

    def refuse(self):
        """Answer a request with no."""
        if self.asked is None:
            raise Refused("Er is geen verzoek om te beantwoorden.")
        access.refuse_seal(asked=self.asked, by=self.request.actor)
        return "Het verzoek is afgehandeld. Er verandert niets aan het dossier."
