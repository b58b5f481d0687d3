"""To whom a dossier goes: from the answer of the rules to a cell in the map that can take it."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from clients.responsibility import Answer
from werkcentrum.access.models import Membership
from werkcentrum.regions.models import Participation
from werkcentrum.vocabulary import PartnerKind

# Partners that help people outside this system: nothing can be offered to them here.
OUTSIDE = {
    PartnerKind.EMPLOYER: "De (oude) werkgever is verantwoordelijk en werkt niet in dit systeem. "
    "Neem samen met de klant contact op met de werkgever; het dossier blijft zo lang bij u.",
    PartnerKind.NONE: "Geen partner is verantwoordelijk. Het dossier blijft bij u. "
    "Sluit het plan af als er niets meer te doen is.",
}


@dataclass(frozen=True)
class Receiver:
    """Who answers for a person, and the cell that can be offered the dossier, or in Dutch why there is none."""

    answer: Answer
    cell: Participation | None
    problem: str = ""

    @property
    def name(self) -> str:
        """The partner as one names it in a sentence: "gemeente Leeuwarden", "UWV"."""
        return partner_name(self.cell) if self.cell else self.answer.partner_kind.phrase

    @property
    def can_receive(self) -> bool:
        """Whether the dossier can be offered there now."""
        return bool(self.cell) and not self.problem


def partner_name(cell) -> str:
    """A cell's partner within a sentence: "gemeente Leeuwarden" with a small letter, other names as they are."""
    name = cell.partner.name
    return name[0].lower() + name[1:] if cell.partner.kind == PartnerKind.MUNICIPALITY else name


def receiver_of(client, answer: Answer) -> Receiver:
    """The cell of the responsible partner: the municipality that answers, or the partner of that kind in the region."""
    if answer.partner_kind in OUTSIDE:
        return Receiver(answer, None, OUTSIDE[answer.partner_kind])
    cell = _cells().filter(**_where(client, answer)).order_by("partner__name").first()
    if cell is None:
        who = answer.partner_kind.phrase_start
        return Receiver(
            answer, None, f"{who} is verantwoordelijk, maar doet in deze regio nog niet mee. Bel de partner zelf."
        )
    return Receiver(answer, cell, "" if cell.has_team_leader else no_team_leader(cell))


def no_team_leader(cell) -> str:
    """Why nothing can be offered to a cell where nobody assigns."""
    name = cell.partner.name
    nobody = f"{name} heeft in {cell.region} nog geen teamleider die overdrachten verdeelt."
    return f"{nobody} Bel {name} en bied het daarna aan."


def with_team_leader(cell_id):
    """The cell with its partner, region and whether somebody there assigns; None when it does not hold today."""
    return _cells().filter(pk=cell_id).first()


def receiving_cells(region):
    """Cells of a region where somebody assigns today, by name: whom one can offer a dossier to."""
    return _cells().filter(region=region, has_team_leader=True).order_by("partner__name")


def _cells():
    today = timezone.localdate()
    leaders = Membership.objects.on(today).filter(participation=OuterRef("pk"), role="teamleider", user__is_active=True)
    cells = Participation.objects.on(today).select_related("partner", "region")
    return cells.annotate(has_team_leader=Exists(leaders))


def _where(client, answer):
    if answer.partner_kind == PartnerKind.MUNICIPALITY:
        code = answer.municipality or client.municipality.code
        return {"partner__municipality__code": code, "region": F("partner__municipality__region")}
    # Where she lives now: after a move that is another region than the one that still leads.
    return {"partner__kind": answer.partner_kind, "region": client.municipality.region_id}
