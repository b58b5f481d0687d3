"""The duties that a law sets and that a plan may name: each with its article, its consequence and who may impose it.

Read in the law texts of 2024-01-01 (WW) and 2025-01-01 (the others); the wording is ours, at B1.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from werkcentrum.vocabulary import Duties, PartnerKind, situation


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `item` is its code for the carry-over engine; `consequence` stands in the law, or is empty."""

    key: str
    item: str
    law: Duties
    owner: PartnerKind
    text: str
    article: str
    consequence: str = ""


UWV, TOWN = PartnerKind.UWV, PartnerKind.MUNICIPALITY
_WW = "UWV kan uw WW tijdelijk of blijvend weigeren, voor een deel of helemaal (WW 27.3)."
_PWET = (
    "De gemeente verlaagt de bijstand met 100%, één tot drie maanden lang (Pwet 18.5). "
    "Niet als u er niets aan kunt doen (Pwet 18.9)."
)
_WGA = "UWV kan uw WGA tijdelijk of blijvend weigeren, voor een deel of helemaal (WIA 88.1.a)."

DUTIES: tuple[Duty, ...] = (
    Duty("ww_zoeken", "SOLLICITATIEPLICHT_WW", Duties.WW, UWV,
         "U zoekt genoeg naar werk dat bij u past.", "WW 24.1.b.1°", _WW),
    Duty("ww_aannemen", "DUTY_WW", Duties.WW, UWV,
         "U neemt werk aan dat bij u past.", "WW 24.1.b.2°", "UWV haalt blijvend een bedrag van uw WW af (WW 27.2)."),
    Duty("ww_registreren", "DUTY_WW", Duties.WW, UWV,
         "U blijft bij UWV ingeschreven als werkzoekende.", "WW 26.1.d", _WW),
    Duty("ww_meewerken", "DUTY_WW", Duties.WW, UWV,
         "U werkt mee aan wat u helpt om werk te vinden.", "WW 26.1.e", _WW),
    Duty("ww_scholing", "DUTY_WW", Duties.WW, UWV,
         "U volgt de opleiding die nodig is om werk te vinden.", "WW 26.1.f", _WW),
    Duty("pwet_werk", "DUTY_PWET", Duties.PWET, TOWN,
         "U zoekt werk zo goed als u kunt, u neemt werk aan en u houdt het.", "Pwet 9.1.a, 18.4.a", _PWET),
    Duty("pwet_voorziening", "DUTY_PWET", Duties.PWET, TOWN,
         "U gebruikt de hulp die de gemeente u aanbiedt om werk te vinden.", "Pwet 9.1.b, 18.4.h", _PWET),
    Duty("pwet_leren", "DUTY_PWET", Duties.PWET, TOWN,
         "U leert wat u nodig heeft om werk te vinden en te houden.", "Pwet 18.4.f", _PWET),
    Duty("pwet_plan", "DUTY_PWET", Duties.PWET, TOWN,
         "U werkt mee aan het maken en uitvoeren van uw plan van aanpak.", "Pwet 9.1.b, 44a",
         "De gemeente verlaagt de bijstand volgens haar verordening (Pwet 18.2)."),
    Duty("wga_meewerken", "DUTY_WIA", Duties.WIA, UWV,
         "U werkt mee aan wat u helpt om weer te werken.", "WIA 29.2.b", _WGA),
    Duty("wga_zoeken", "DUTY_WIA", Duties.WIA, UWV,
         "U zoekt genoeg naar werk dat bij u past.", "WIA 30.1.b", _WGA),
    Duty("zw_werk", "DUTY_ZW", Duties.ZW, UWV,
         "U doet werk dat bij u past als dat kan.", "ZW 30.1.a",
         "UWV telt het loon mee dat u had kunnen verdienen (ZW 30.2)."),
)  # fmt: skip


def duties_for(codes: Iterable[str], owner: str) -> tuple[Duty, ...]:
    """The duties that a partner of kind `owner` may name for somebody with these income situations.

    Nobody else is competent: UWV for the WW, the municipality for the Participatiewet; nug has no duties at all.
    """
    laws = {situation(code).duties for code in codes}
    return tuple(duty for duty in DUTIES if duty.law in laws and duty.owner == owner)


def duty_of(key: str) -> Duty | None:
    """The duty with this key, or None."""
    return next((duty for duty in DUTIES if duty.key == key), None)
