"""Rows that come first: abolished instruments, the AOW age, detention, and a move to another region."""

from datetime import date

from werkcentrum.vocabulary import PartnerKind

from ..groups import Codes
from ..items import DUTY_ITEMS, ITEMS
from .shape import SAME, A, B, CarryRule, D, Owner, Until, codes, kinds

DUTIES = codes("SOLLICITATIEPLICHT_WW", *(item.code for item in DUTY_ITEMS.values()))
OWN_PLAN = codes("GOAL", "STEP", "AGREEMENT", "PROMISE", "REINTEGRATION_PLAN", "ACTION_PLAN")
LASTING = codes("DOCUMENT", "RESULT")
FREE = codes(
    "TAAL", "SHV", "INBURGERING", "BBL", "PRAKTIJKLEREN", "EVC", "LLLK", "LWL_ADVIES", "ARBEIDSDESK", "IPS", "SROI",
    "OPEN_HIRING", "HARRIE", "SLIM", "BANENBEURS", "JOBCARVING",
)  # fmt: skip
BENEFIT_BOUND = codes(
    "PP_UWV_WW", "PP_UWV_WIA", "PP_UWV_WAJONG", "PP_GEM", "SCHOLING_WW", "UWV_START", "PARTPLAATS", "TEGENPRESTATIE",
    "WEP", "ONTHEFFING", "INRUIL", "BUFFERBUDGET",
)  # fmt: skip
REGIONAL = codes("LWL_ADVIES", "LOOPBAANADVIES_SP", "VWNW", "BANENBEURS", "JOBCARVING")
ABOLISHED = codes("LKV_OUD", "LIV", "STAP", "CRISIS_RMT")
BOUND = frozenset(ITEMS) - DUTIES - OWN_PLAN - LASTING - FREE - ABOLISHED
CHILDCARE = codes("KO_SMI", "KO_TOESLAG")
NOT_IN_CELL = codes(
    "NORISK", "LKV_BA", "LKV_AG", "LKV_HP", "TOLK", "VISUEEL", "WERKPLEK_UWV", "WERKPLEK_GEM", "KO_TOESLAG", "O&O",
    "VWNW",
    "LOOPBAANADVIES_SP",
)  # fmt: skip

_DETAINED = codes("DETENTIE")


def _pension(items: Codes, reason: str, article: str, owner: Owner = Owner.ITEM) -> CarryRule:
    """A row for somebody who reaches the AOW age and has nothing else that makes a partner responsible."""
    return CarryRule(
        items, D, reason, article, owner, after=codes("AOW"), new=kinds(PartnerKind.NONE), until=Until.LAST_DAY
    )


ROWS: tuple[CarryRule, ...] = (
    CarryRule(codes("LKV_OUD"), D, "Dit voordeel voor werkgevers bestaat niet meer sinds 1 januari 2026.",
              "Wtl 2.2 (vervallen)", valid_from=date(2026, 1, 1), source="P"),
    CarryRule(codes("LIV"), D, "Dit voordeel voor werkgevers bestaat niet meer sinds 1 januari 2025.",
              "Wtl 3.1 (vervallen)", valid_from=date(2025, 1, 1), source="P"),
    CarryRule(codes("STAP"), D, "Het STAP-budget bestaat niet meer sinds eind 2023. Vraag naar een andere opleiding.",
              "STAP-regeling (gestopt)", valid_from=date(2023, 12, 1), source="P"),
    CarryRule(codes("CRISIS_RMT"), D,
              "De hulp van het mobiliteitsteam is eind 2024 gestopt. Het Werkcentrum helpt u nu.",
              "Tijdelijke regeling RMT (gestopt)", valid_from=date(2025, 1, 1), source="S,M"),

    _pension(DUTIES, "U hebt de AOW-leeftijd. U hebt dan geen plicht meer om werk te zoeken.", "Pwet 9.1"),
    _pension(OWN_PLAN, "U hebt de AOW-leeftijd. Uw werkplan stopt. Wat u hebt geleerd, blijft van u.", "Pwet 9.1",
             Owner.OLD),
    _pension(codes("NORISK"), "Vanaf de AOW-leeftijd betaalt UWV geen ziekengeld meer aan uw werkgever.", "ZW 29.4"),
    _pension(BOUND - CHILDCARE, "U hebt de AOW-leeftijd. Deze hulp bij werk stopt op {last_day}.", "Pwet 9.1"),

    CarryRule(BOUND, A, "Uw inkomen verandert niet. Dit loopt gewoon door.",
              "Geen wetsartikel nodig: er verandert niets", unchanged=True, change=SAME, base=True),

    CarryRule(DUTIES, D, "U zit vast. U hoeft nu niet naar werk te zoeken.", "Pwet 13.1.a", after=_DETAINED,
              base=False, until=Until.LAST_DAY),
    CarryRule(OWN_PLAN - {"PROMISE", "REINTEGRATION_PLAN", "ACTION_PLAN"}, A,
              "Uw plan staat stil zolang u vastzit. Daarna gaat het verder.", "Pwet 64.12", Owner.NEW, after=_DETAINED,
              source="M"),
    CarryRule(BENEFIT_BOUND, D, "Uw uitkering stopt als u vastzit. Daarom stopt dit ook op {last_day}.", "Pwet 13.1.a",
              after=_DETAINED, base=False, until=Until.LAST_DAY),
    CarryRule(BOUND - BENEFIT_BOUND - NOT_IN_CELL, B,
              "Dit staat stil zolang u vastzit. Daarna beslist de gemeente of u verder kunt.", "Pwet 64.12",
              PartnerKind.MUNICIPALITY, after=_DETAINED, source="M"),

    CarryRule(REGIONAL, B, "Dit hoort bij uw oude regio. Het Werkcentrum in uw nieuwe regio zoekt iets wat erop lijkt.",
              "Geen wetsartikel (afspraak tussen regio's)", PartnerKind.WERKCENTRUM, new_region=True,
              until=Until.LAST_DAY, source="S"),
)  # fmt: skip
