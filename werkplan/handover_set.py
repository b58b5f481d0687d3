"""What goes along with a handover, what stays, and what needs a ground (domain 3.4)."""

from dataclasses import dataclass

from werkcentrum.access.actions import ground_of
from werkcentrum.access.relations import Ground

STATUTORY = {Ground.UWV, Ground.MUNICIPALITY}
GOES = (
    "doelen, wensen en het werkprofiel",
    "stappen, resultaten en wie wat doet",
    "afspraken, instemming en vastgelegde versies van het plan",
    "het verloop: wat er gebeurde en wanneer",
    "cv, diploma's en bewijzen bij stappen",
)
STAYS = (
    "eigen werkaantekeningen van uw organisatie",
    "gegevens over maatregelen",
    "scores van de zelfredzaamheid-matrix",
    "gegevens van anderen, zoals partner of kinderen",
    "documenten waar de ontvanger geen grond voor heeft",
)
ON_GROUND = (
    "het BSN",
    "besluiten, met alleen het kenmerk",
    "wat iemand kan met een beperking, en wat werken moeilijk maakt",
    "documenten over inkomen",
)


@dataclass(frozen=True)
class HandoverSet:
    """Three lists in words, and whether the receiver has a task of law for the last."""

    goes: tuple[str, ...]
    on_ground: tuple[str, ...]
    stays: tuple[str, ...]
    has_ground: bool


def handover_set(cell) -> HandoverSet | None:
    """For a receiving cell; None without one."""
    return cell and HandoverSet(GOES, ON_GROUND, STAYS, ground_of(cell) in STATUTORY)
