"""What there is to know about emergency access before and while somebody has it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from werkcentrum.access import door
from werkcentrum.access.glass.rules import WEEK, WEEKLY_LIMIT, on
from werkcentrum.access.models import Dossier, Glass, Involvement, Relation, Review
from werkcentrum.regions.models import Participation


@dataclass(frozen=True)
class Facts:
    """What decides whether a dossier can be opened in an emergency; ids only, nothing of the person."""

    dossier: Dossier
    lead_user: int
    lead_cell: Participation
    hers: bool


def facts(actor, dossier_id) -> Facts | None:
    """The facts of a dossier for an actor who has nothing to do with it, or None when there is nothing to take.

    None for a sealed, restricted (AVG 18) or closed dossier, for one of another region, and for her own or her
    family's.
    """
    # SECURITY: looks past the second door; the function gives who leads, and nothing for what may not be opened.
    rows = door.call("access_glass_facts", dossier_id, actor.user.pk, actor.region.pk)
    if not rows:
        return None
    user, cell, hers = rows[0]
    cells = Participation.objects.select_related("partner", "region")
    return Facts(Dossier(pk=dossier_id, region=actor.region), user, cells.get(pk=cell), hers)


def live_glass(actor):
    """Emergency access of this actor that holds now, with its dossier."""
    rows = Involvement.objects.of(actor).filter(relation=Relation.GLASS)
    return Glass.objects.filter(involvement__in=rows).select_related("involvement")


def taken_lately(user) -> int:
    """How often `user` took it in the seven days before now, under any membership."""
    return Glass.objects.filter(user=user, taken_at__gt=timezone.now() - WEEK).count()


def weekly_limit(day: date) -> int:
    """How often one may take it in seven days."""
    return on(WEEKLY_LIMIT, day)


def why_off(user, today: date) -> str:
    """Why `user` cannot take emergency access now, in Dutch; "" when she can. Computed: no job switches anything."""
    if Review.objects.blocking(today).filter(subject=user).exists():
        return (
            "Uw vorige noodtoegang is niet op tijd getoetst. Tot dat is gebeurd, staat noodtoegang voor u uit. "
            "Bel de regiehouder of uw teamleider."
        )
    judged = Review.objects.filter(subject=user, state=Review.State.UNJUSTIFIED)
    if judged.exclude(incident__glass_again=True).exists():
        return (
            "Een eerdere inzage door u is als niet gerechtvaardigd beoordeeld. Noodtoegang staat voor u uit. "
            "Bel de regiehouder of de privacy officer."
        )
    return ""
