"""Everything in a plan that a change of income touches: steps, help, agreements, duties and documents."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from clients.models import Document
from werkcentrum.vocabulary import Duties, situation
from werkplan.carryover import DUTY_ITEMS, known_item
from werkplan.models import Agreement
from werkplan.rules import ENDED_INZET, OPEN_STEP

CODE_OF_AGREEMENT = {
    Agreement.Kind.DUTY: "DUTY",
    Agreement.Kind.PROMISE: "PROMISE",
    Agreement.Kind.VOLUNTARY: "AGREEMENT",
}
FREE = (Duties.VOLUNTARY,)


@dataclass(frozen=True)
class LawDuty:
    """The duties of the income itself, which hold also when nobody wrote them in the plan. `pk`: its place."""

    pk: int
    text: str


def items_of(client, plan, on, codes, lock=False):
    """What a change on day `on` touches, as (row, type, code of the law); a step goes with the inzet it uses.

    `codes` are the situations on the last day of the old income. Four queries, whatever the plan holds; without a plan
    nothing. Documents are those the actor may see, by their kind.
    """
    uses = plan.inzetten.exclude(state__in=ENDED_INZET).select_related(
        "step", "instrument", "offer", "owner__partner", "replaced_by"
    )
    uses = list(uses.select_for_update(of=("self",)) if lock else uses)
    running = Q(valid_until=None) | Q(valid_until__gte=min(on, timezone.localdate()))
    agreements = list(plan.agreements.filter(running).select_related("owner__partner"))
    used = {inzet.step_id for inzet in uses}
    steps = [step for step in plan.steps.filter(state__in=OPEN_STEP) if step.pk not in used]
    duties = [(row, "agreement", _code_of(row)) for row in agreements]
    return [
        *((inzet, "inzet", inzet.instrument_id) for inzet in uses),
        *duties,
        *_law_duties(codes, {code for _, _, code in duties}),
        *((step, "step", "STEP") for step in steps),
        *((row, "document", "DOCUMENT") for row in Document.objects.there().filter(client=client).order_by("pk")),
    ]


def _code_of(row):
    return row.code if known_item(row.code) else CODE_OF_AGREEMENT[row.kind]


def _law_duties(codes, named):
    """The duties of each income that no agreement names yet: (duty, type, code)."""
    for place, code in enumerate(codes):
        law = situation(code).duties
        mine = {"DUTY", "SOLLICITATIEPLICHT_WW"} if law is Duties.WW else {"DUTY"}
        if law not in FREE and not named & (mine | {DUTY_ITEMS[law].code}):
            yield LawDuty(place, f"Plichten bij: {situation(code).words}"), "duty", DUTY_ITEMS[law].code
