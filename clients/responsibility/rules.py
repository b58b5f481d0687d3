"""The 14 rules as a table, in the order of the law's exceptions; the first that fits is the answer.

A number may have several rows: the same rule with another article, or the nearest rule for a situation that the 14 do
not name. An explanation is for the client (B1, "u"). Source: L = law text read, S = seed document, M = from memory.
Rule 14 comes last, so it is for people with AOW and nothing else: somebody of 70 with a job is answered by rule 13.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from werkcentrum.vocabulary import START, Benefit, PartnerKind

from .case import Case

UWV, TOWN, EMPLOYER = PartnerKind.UWV, PartnerKind.MUNICIPALITY, PartnerKind.EMPLOYER


class Town(StrEnum):
    """Which municipality a rule points at."""

    HOME = "home"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. `paying_body` overrides who pays when the rule itself settles that (ZW 63a.3)."""

    number: int
    condition: Callable[[Case], bool]
    partner_kind: PartnerKind
    article: str
    explanation: str
    source: str = "L"
    town: Town = Town.HOME
    paying_body: str | None = None
    valid_from: date = START
    valid_until: date | None = None

    def applies(self, case: Case) -> bool:
        """True when the row is in force on the day of the case and its condition holds."""
        in_force = self.valid_from <= case.day and (self.valid_until is None or case.day <= self.valid_until)
        return in_force and self.condition(case)


def _has(*codes: str) -> Callable[[Case], bool]:
    return lambda case: case.has(*codes)


def _assistance(case: Case) -> bool:
    return case.has_benefit(Benefit.ASSISTANCE)


def _public_ww(case: Case) -> bool:
    return case.has("WW_OVERHEID") or (
        case.has_benefit(Benefit.WW) and case.facts.last_employer_public is True
    )  # fmt: skip


def _self_insured(code: str, own_code: str) -> Callable[[Case], bool]:
    return lambda case: case.has(own_code) or (case.has(code) and case.facts.self_insured_employer is True)


def _only_on_request(case: Case) -> bool:
    paid = {held.code for held in case.paid_by_uwv}
    return bool(paid) and paid <= {"IVA", "WAJONG_2015_DGA"}


def _can_learn(case: Case) -> bool:
    can = case.facts.can_follow_funded_education
    return case.young and (can is True or (can is None and case.has("SCHOLIER_STUDENT")))


def _searching(case: Case) -> bool:
    return case.facts.in_search_period is True and (case.young or case.facts.birth_date is None)


RULES: tuple[Rule, ...] = (
    Rule(1, _public_ww, EMPLOYER, "WW 72a",
         "U werkte bij de overheid en krijgt nu WW. Uw vroegere werkgever helpt u bij het zoeken naar werk. "
         "UWV betaalt alleen de uitkering."),
    Rule(2, _self_insured("ZW_VANGNET", "ZW_ERD"), EMPLOYER, "ZW 63a",
         "U bent ziek en uw vroegere werkgever draagt zelf het risico. Die werkgever begeleidt u naar werk. "
         "UWV en de gemeente doen dat nu niet.", paying_body="eigenrisicodrager"),
    Rule(3, _self_insured("WGA", "WGA_ERD"), EMPLOYER, "WIA 34.1, 42",
         "U krijgt WGA en uw vroegere werkgever draagt zelf het risico. Die werkgever helpt u naar werk. "
         "Dat is ook zo als UWV de uitkering betaalt."),
    Rule(4, lambda case: case.subsidy_tail, TOWN, "Pwet 7.1.a.2, 7.3.c",
         "U werkte met loonkostensubsidie van de gemeente. De gemeente blijft u helpen. Dat blijft zo tot u twee jaar "
         "achter elkaar zelf het minimumloon verdient. Het maakt niet uit of UWV u betaalt."),
    Rule(5, _only_on_request, UWV, "Pwet 7.3.c, 7.7",
         "UWV betaalt uw uitkering. UWV helpt u bij werk als u dat zelf vraagt. U hoeft niet."),
    Rule(5, lambda case: bool(case.paid_by_uwv), UWV, "Pwet 7.3.c, 7.7",
         "UWV betaalt uw uitkering. Daarom helpt UWV u ook naar werk. Soms spreekt UWV af dat de gemeente u helpt."),
    Rule(6, _can_learn, PartnerKind.EDUCATION, "Pwet 7.3.a",
         "U bent jonger dan 27 jaar en kunt naar school. Daarom helpt uw school of het Doorstroompunt u. "
         "De gemeente helpt u nu niet naar werk."),
    Rule(7, _searching, PartnerKind.NONE, "Pwet 7.3.b, 41.4",
         "U bent jonger dan 27 jaar en zoekt eerst vier weken zelf. In die weken hoeft niemand u te helpen. "
         "Is er een goede reden? Dan mag de gemeente u wel eerder helpen."),
    Rule(8, _assistance, TOWN, "Pwet 7.1.a.1, 40.1",
         "U krijgt bijstand. De gemeente waar u woont betaalt die en helpt u naar werk."),
    Rule(8, _has("IOAW"), TOWN, "Pwet 7.1.a.5, 40.1",
         "U krijgt IOAW. De gemeente waar u woont betaalt die en helpt u naar werk."),
    Rule(8, _has("IOAZ"), TOWN, "Pwet 7.1.a.6, 40.1",
         "U krijgt IOAZ. De gemeente waar u woont betaalt die en helpt u naar werk."),
    Rule(8, _has("ANW"), TOWN, "Pwet 7.1.a.4, 10.1",
         "U krijgt Anw van de SVB. De SVB helpt u niet bij werk. De gemeente waar u woont wel, als u dat wilt."),
    Rule(8, _has("BBZ"), TOWN, "Bbz 2004",
         "U krijgt Bbz voor uw bedrijf. De gemeente waar u woont betaalt die en helpt u verder.", "M"),
    Rule(8, _has("BESCHUT_WERK"), TOWN, "Pwet 10b",
         "U doet beschut werk. De gemeente regelt uw plek en uw begeleiding."),
    Rule(8, _has("WSW"), TOWN, "Wsw",
         "U werkt in de sociale werkvoorziening. De gemeente is verantwoordelijk voor uw werk en begeleiding.", "M"),
    Rule(8, _has("WIJ_PARTNER"), TOWN, "Pwet 9.3, 7.1.a.1",
         "Uw partner krijgt bijstand. De plichten gelden ook voor u. De gemeente helpt u ook, met een eigen plan."),
    Rule(8, _has("PRO_VSO_ENTREE"), TOWN, "Pwet 10d.2, 41.4.a",
         "U komt net van school. De gemeente kan u en uw werkgever helpen bij uw eerste baan."),
    Rule(8, _has("VSV_17_27"), TOWN, "Pwet 10f",
         "U hebt nog geen diploma dat genoeg is voor de arbeidsmarkt. De gemeente kan u helpen met leren en werken. "
         "Zij doet dat samen met het Doorstroompunt."),
    Rule(8, _has("INBURGERAAR"), TOWN, "Wi2021",
         "U bent bezig met inburgeren. De gemeente maakt daarvoor met u een plan. In dat plan staat ook hulp bij werk.",
         "M"),
    Rule(8, _has("DETENTIE"), TOWN, "Pwet 64.12",
         "U zit vast of bent net vrij. De gemeente waar u gaat wonen helpt u bij werk en inkomen.", "M"),
    Rule(9, lambda case: case.kept_by_provision, TOWN, "Pwet 10.2, 7.1.a.3",
         "U kreeg van de gemeente hulp om te werken. Door die hulp hebt u nu geen uitkering meer. "
         "De gemeente die deze hulp gaf, blijft u daarbij helpen.", town=Town.KEPT),
    Rule(10, lambda case: case.registered_jobseeker, TOWN, "Pwet 6.a, 7.1.a.7",
         "U hebt geen uitkering en staat bij UWV ingeschreven als werkzoekende. De gemeente helpt u dan naar werk. "
         "U kiest zelf of u dat wilt."),
    Rule(11, lambda case: case.nothing_known_that_helps and case.has("ONBEKEND"), PartnerKind.WERKCENTRUM, "Pwet 6.a",
         "We weten nog niet wat uw inkomen is. Het Werkcentrum zoekt samen met u uit wie u kan helpen."),
    Rule(11, lambda case: case.nothing_known_that_helps and case.has("ONDERNEMER_PERSONEEL"), PartnerKind.WERKCENTRUM,
         "Geen wetsartikel (dienst voor werkgevers van het Werkcentrum)",
         "U hebt een bedrijf met personeel. Het Werkcentrum adviseert u als werkgever.", "S"),
    Rule(11, lambda case: case.nothing_known_that_helps and case.has("ONTHEEMDE_OEK"), PartnerKind.WERKCENTRUM,
         "Pwet 6.a", "U bent gevlucht uit Oekraïne en mag hier werken. Het Werkcentrum geeft u advies. "
         "Uw gemeente betaalt het leefgeld.", "M"),
    Rule(11, lambda case: case.nothing_known_that_helps and case.has("WIA_35MIN"), PartnerKind.WERKCENTRUM,
         "WIA 5, Pwet 6.a", "U krijgt geen WIA. Vraag bij UWV of u WW kunt krijgen en schrijf u daar in. "
         "Daarna helpt UWV of de gemeente u. Het Werkcentrum geeft u nu advies."),
    Rule(11, lambda case: case.nothing_known_that_helps, PartnerKind.WERKCENTRUM, "Pwet 6.a",
         "U hebt geen uitkering en staat niet bij UWV ingeschreven als werkzoekende. Het Werkcentrum geeft u advies. "
         "Schrijf u in bij UWV, dan kan de gemeente u helpen."),
    Rule(12, _has("LOONDOORBETALING_ZIEK"), EMPLOYER, "WIA 25-28",
         "U bent ziek en hebt een werkgever. Uw werkgever helpt u terug naar werk, bij hem of bij een ander bedrijf."),
    Rule(13, _has("MET_ONTSLAG_BEDREIGD"), PartnerKind.SOCIAL_PARTNER,
         "Geen wetsartikel (hervorming arbeidsmarktinfrastructuur)",
         "U kunt uw baan verliezen. De vakbond of werkgeversorganisatie helpt u via het Werkcentrum naar ander werk. "
         "Is er een sociaal plan? Dan helpt uw werkgever ook.", "S"),
    Rule(13, _has("ZELFSTANDIGE"), PartnerKind.SOCIAL_PARTNER,
         "Geen wetsartikel (hervorming arbeidsmarktinfrastructuur)",
         "U werkt voor uzelf. Uw brancheorganisatie geeft u via het Werkcentrum advies. "
         "Komt u geld tekort? Vraag de gemeente dan naar Bbz.", "S"),
    Rule(13, lambda case: case.working, PartnerKind.SOCIAL_PARTNER,
         "Geen wetsartikel (hervorming arbeidsmarktinfrastructuur)",
         "U hebt werk. De vakbond of werkgeversorganisatie geeft u via het Werkcentrum advies over uw loopbaan.", "S"),
    Rule(14, lambda case: case.pension, PartnerKind.NONE, "Pwet 9.1",
         "U hebt de AOW-leeftijd. Niemand hoeft u meer naar werk te helpen. Het Werkcentrum geeft u wel advies."),
)  # fmt: skip
