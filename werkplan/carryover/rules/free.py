"""Rows for what does not hang on the kind of income: language, debts, jobs, certificates, services for employers."""

from werkcentrum.vocabulary import PartnerKind

from ..groups import WORK
from .shape import A, B, CarryRule, D, E, Owner, Until, codes

TOWN_KIND = PartnerKind.MUNICIPALITY
_LKV = codes("LKV_BA", "LKV_AG", "LKV_HP")
_SERVICE = "Geen wetsartikel (vrijwillige dienst)"

ROWS: tuple[CarryRule, ...] = (
    CarryRule(codes("TAAL"), A, "Uw taaltraining loopt gewoon door. Die hangt niet af van uw inkomen.", "WEB",
              source="P,M"),
    CarryRule(codes("SHV"), B, "U woont in een andere gemeente. Die beslist over uw schuldhulp. Meld u daar snel.",
              "Wgs", TOWN_KIND, moved=True, until=Until.LAST_DAY, source="M"),
    CarryRule(codes("SHV"), A, "Uw schuldhulp loopt gewoon door. Die hangt niet af van uw inkomen.", "Wgs",
              source="D,S"),
    CarryRule(codes("INBURGERING"), B, "Uw nieuwe gemeente neemt uw inburgering over en bekijkt uw plan opnieuw.",
              "Wi2021", TOWN_KIND, moved=True, source="M"),
    CarryRule(codes("INBURGERING"), A, "Uw inburgering loopt door, ook als uw inkomen verandert.", "Wi2021",
              source="D,M"),

    CarryRule(codes("BBL"), A, "Uw leerbaan loopt door. U hebt daar een arbeidscontract voor.", "WEB", source="D"),
    CarryRule(codes("PRAKTIJKLEREN"), A, "U leert gewoon door. De verklaring of het certificaat blijft van u.",
              "WEB 7.2",
              source="P,M"),
    CarryRule(codes("EVC"), A, "U maakt dit gewoon af. Uw ervaringscertificaat blijft van u.", _SERVICE, source="M"),
    CarryRule(codes("LLLK"), A, "Uw lening van DUO loopt door. Geef een nieuw inkomen wel door aan DUO.", "WSF 2000",
              source="P,M"),
    CarryRule(codes("LWL_ADVIES"), A,
              "Uw gesprekken over leren en werken gaan door. Het Werkcentrum is er voor iedereen.",
              _SERVICE, source="S"),
    CarryRule(codes("ARBEIDSDESK"), A, "De uitslag van dit onderzoek blijft geldig en gaat met u mee.",
              "SUWI 30d; Wfsv 38b"),
    CarryRule(codes("IPS"), A, "Uw begeleiding loopt door. Die hangt niet af van uw uitkering.", "Subsidieregeling IPS",
              source="D,M"),
    CarryRule(codes("SOLL_TRAINING"), A, "U mag deze training afmaken.", "SUWI 30a; Pwet 7.1.a", source="M"),
    CarryRule(codes("NORISK"), A, "De no-riskpolis gaat met u mee. Uw werkgever kan er bij ziekte op rekenen.",
              "ZW 29b"),

    CarryRule(_LKV, D, "Uw baan stopt. Uw werkgever krijgt dit voordeel dan niet meer.", "Wtl 2.6, 2.10, 2.14",
              before=WORK, works=False, until=Until.LAST_DAY),
    CarryRule(_LKV, E, "Dit voordeel is voor uw werkgever en blijft bij hem. U hoeft niets te doen.",
              "Wtl 2.6, 2.10, 2.14"),
    CarryRule(codes("LKV_OUD"), E, "Dit voordeel is voor uw werkgever en blijft bij hem.", "Wtl 2.2", source="P"),
    CarryRule(codes("LIV"), E, "Dit voordeel is voor uw werkgever en blijft bij hem.", "Wtl 3.1", source="P"),
    CarryRule(codes("STAP"), A, "Een opleiding met STAP-budget mag u afmaken.", "STAP-regeling", source="P"),
    CarryRule(codes("CRISIS_RMT"), A, "U mag deze hulp afmaken.", "Tijdelijke regeling RMT", source="S,M"),

    CarryRule(codes("OPEN_HIRING", "HARRIE", "SROI", "SLIM"), A, "Dit regelt de werkgever. Het verandert niet door uw "
              "inkomen.", _SERVICE, source="D,P"),
    CarryRule(codes("BANENBEURS"), A, "U kunt gewoon naar de banenmarkt. Die is voor iedereen.", "Besluit SUWI 2.5",
              source="P,D"),
    CarryRule(codes("JOBCARVING"), A, "Het Werkcentrum zoekt met de werkgever verder naar passende taken.", _SERVICE,
              source="D"),

    CarryRule(codes("KO_TOESLAG"), B,
              "Geef uw nieuwe situatie door aan de Dienst Toeslagen. Die kijkt wat u nog krijgt.",
              "Wet kinderopvang 1.6", Owner.NEW, source="M"),
)  # fmt: skip
