"""Rows for what a municipality provides under the Participatiewet and its own by-law."""

from werkcentrum.vocabulary import PartnerKind

from ..groups import ASSISTANCE, NOT_WORK, OPEN_WORK, UWV_PAID, WGA, WORK, WW
from .shape import EMPLOYER, SAME, TOWN, UWV, A, B, C, CarryRule, D, E, Owner, Until, codes, kinds

_UWV, _TOWN = PartnerKind.UWV, PartnerKind.MUNICIPALITY
_SUBSIDY = codes("LKS", "LKS_FORFAIT")
_COACHING = codes("JOBCOACH_GEM", "WERKPLEK_GEM", "SCHOLING_GEM")
_LAST = Until.LAST_DAY
_NEW_TOWN = codes(
    "PP_GEM", "LKS", "LKS_FORFAIT", "LOONWAARDE", "JOBCOACH_GEM", "WERKPLEK_GEM", "VERVOER", "BESCHUT", "PARTPLAATS",
    "TEGENPRESTATIE", "WEP", "DETACHERING", "SCHOLING_GEM", "KO_SMI", "STUDIETOESLAG", "LEERWERK_16_27", "BBZ_START",
    "STIMPREMIE", "BUFFERBUDGET", "INRUIL",
)  # fmt: skip

MOVING: tuple[CarryRule, ...] = (
    CarryRule(codes("ONTHEFFING"), B, "Uw nieuwe gemeente neemt een nieuw besluit. De tijd die u al had, telt mee.",
              "Pwet 9a.4, 40.1", _TOWN, new_town=True, base=True, until=_LAST),
    CarryRule(_NEW_TOWN, B, "U woont in een andere gemeente. Die neemt een nieuw besluit volgens haar eigen regels.",
              "Pwet 8a, 10.1, 40.1", _TOWN, new_town=True, base=True, until=_LAST),
    CarryRule(codes("KO_SMI", "STUDIETOESLAG", "LEERWERK_16_27"), B,
              "U woont in een andere gemeente. Die beslist opnieuw.",
              "Pwet 10f, 36b, 40.1", _TOWN, moved=True, base=True, until=_LAST),
)  # fmt: skip

PLACES: tuple[CarryRule, ...] = (
    CarryRule(codes("PP_GEM"), D, "U gaat aan het werk. Een proefplaats is dan niet meer nodig.", "Pwet 8a.2.d",
              after=OPEN_WORK, until=_LAST),
    CarryRule(codes("PP_GEM"), A, "U houdt bijstand. Uw proefplaats loopt door.", "Pwet 8a.2.d", base=True),
    CarryRule(codes("PP_GEM"), C, "U krijgt nu WW. Vraag UWV om er een proefplaatsing van te maken.", "WW 76a", _UWV,
              after=WW, replacement="PP_UWV_WW", until=Until.TRIAL_UWV),
    CarryRule(codes("PP_GEM"), C, "U krijgt nu WGA. Vraag om er een proefplaatsing volgens de WIA van te maken.",
              "WIA 37",
              Owner.NEW, after=WGA, replacement="PP_UWV_WIA", until=Until.TRIAL_UWV),
    CarryRule(codes("PP_GEM"), C, "U krijgt nu Wajong. Vraag UWV om er een proefplaatsing van te maken.", "Wajong 2:24",
              _UWV, after=codes("WAJONG"), replacement="PP_UWV_WAJONG", until=Until.TRIAL_UWV),
    CarryRule(codes("PP_GEM"), D, "Een proefplaats van de gemeente is er alleen bij bijstand. Uw proefplaats stopt op "
              "{last_day}.", "Pwet 8a.2.d", until=_LAST),

    CarryRule(codes("PARTPLAATS"), D, "Een participatieplaats is er niet voor mensen onder de 27 jaar.", "Pwet 7.8",
              after=codes("BIJSTAND_JONG"), until=_LAST),
    CarryRule(codes("PARTPLAATS"), A, "U houdt bijstand. Uw participatieplaats loopt door.", "Pwet 10a.1", base=True),
    CarryRule(codes("PARTPLAATS"), D, "Een participatieplaats hoort bij bijstand en stopt op {last_day}. UWV en de "
              "gemeente kunnen iets anders afspreken.", "Pwet 10a.1, 10a.7", new=UWV, until=_LAST),
    CarryRule(codes("PARTPLAATS"), D, "Een participatieplaats hoort bij bijstand en stopt op {last_day}.", "Pwet 10a.1",
              until=_LAST),

    CarryRule(codes("TEGENPRESTATIE"), A, "U houdt bijstand. Uw tegenprestatie blijft zoals afgesproken.",
              "Pwet 7.1.c, 9.1.c", base=True),
    CarryRule(codes("TEGENPRESTATIE"), D, "Uw bijstand stopt. Daarom stopt uw tegenprestatie op {last_day}.",
              "Pwet 9.1.c", until=_LAST),

    CarryRule(codes("WEP"), D, "U gaat aan het werk. De werkervaringsplaats is dan niet meer nodig.", "Pwet 7.1.a",
              after=OPEN_WORK, until=_LAST, source="M"),
    CarryRule(codes("WEP"), A, "De gemeente blijft verantwoordelijk. Uw werkervaringsplaats loopt door.", "Pwet 7.1.a",
              new=TOWN, source="M"),
    CarryRule(codes("WEP"), D, "{New} helpt u nu. De werkervaringsplaats van de gemeente stopt op {last_day}.",
              "Pwet 7.1.a, 7.3.c", until=_LAST, source="M"),

    CarryRule(codes("BESCHUT"), D, "U gaat gewoon werk doen. Uw beschutte werkplek stopt op {last_day}.", "Pwet 10b.1",
              after=OPEN_WORK, until=_LAST),
    CarryRule(codes("BESCHUT"), A, "De gemeente blijft verantwoordelijk. Uw beschutte werkplek blijft.", "Pwet 10b",
              new=TOWN),
    CarryRule(codes("BESCHUT"), A, "Uw beschutte werkplek blijft.", "Pwet 10b", change=SAME),
    CarryRule(codes("BESCHUT"), E, "Beschut werk blijft bij de gemeente, ook als UWV u betaalt.", "Pwet 10b.1"),

    CarryRule(codes("DETACHERING"), A, "Uw detachering is werk en loopt door.", "Pwet 8a", works=True, source="M"),
    CarryRule(codes("DETACHERING"), B, "Bespreek met {new} of uw detachering kan doorgaan.", "Pwet 8a", Owner.NEW,
              until=_LAST, source="M"),
)  # fmt: skip

WAGES: tuple[CarryRule, ...] = (
    CarryRule(_SUBSIDY, D, "Uw oude loonkostensubsidie stopt. Bij beschut werk beslist de gemeente opnieuw.",
              "Pwet 10b.9, 10d", after=codes("BESCHUT_WERK"), until=_LAST),
    CarryRule(_SUBSIDY, E, "UWV betaalt u, maar de gemeente blijft u helpen. Dat duurt tot u twee jaar zelf het "
              "minimumloon verdient.", "Pwet 7.3.c, 7.1.a.2", _TOWN, new=TOWN, after=UWV_PAID,
              until=Until.SUBSIDY_TAIL),
    CarryRule(_SUBSIDY, E, "U werkt. De gemeente blijft de subsidie betalen en u helpen.", "Pwet 7.1.a.2, 10.2, 10d",
              _TOWN, new=TOWN, after=WORK, until=Until.SUBSIDY_TAIL),
    CarryRule(_SUBSIDY, A, "De gemeente gaat over deze subsidie. Een nieuwe werkgever kan die weer krijgen.",
              "Pwet 10d", new=TOWN),
    CarryRule(_SUBSIDY, D, "U verdiende twee jaar zelf het minimumloon. De hulp van de gemeente is klaar.",
              "Pwet 7.3.c", new=UWV, until=_LAST),
    CarryRule(_SUBSIDY, E, "De gemeente gaf de subsidie en blijft daarover gaan.", "Pwet 7.1.a.2, 10d", _TOWN),

    CarryRule(codes("LOONWAARDE"), B, "De meting geldt voor één functie. Bij ander werk meet de gemeente opnieuw.",
              "Pwet 6.g, 10d.6", _TOWN, before=WORK, after=WORK),
    CarryRule(codes("LOONWAARDE"), A, "De meting hoort bij de baan die u krijgt en blijft geldig.", "Pwet 6.g, 10d.1",
              after=WORK),
    CarryRule(codes("LOONWAARDE"), A, "De gemeente blijft verantwoordelijk. De meting blijft geldig voor die functie.",
              "Pwet 6.g", change=SAME),
    CarryRule(codes("LOONWAARDE"), D, "De meting geldt alleen voor uw oude functie.", "Pwet 6.g, 10d.6", until=_LAST),
)  # fmt: skip

SUPPORT: tuple[CarryRule, ...] = (
    CarryRule(_COACHING, E, "UWV betaalt u, maar de gemeente blijft u hierbij helpen.", "Pwet 7.3.c, 10.1, 10da", _TOWN,
              new=TOWN, uwv_pays=True),
    CarryRule(_COACHING, E, "U gaat werken. De gemeente blijft deze hulp geven.", "Pwet 10.2, 10da", _TOWN,
              before=NOT_WORK, new=TOWN,
              after=WORK),
    CarryRule(_COACHING, A, "De gemeente blijft verantwoordelijk. Deze hulp loopt door.", "Pwet 10.1, 10.2", new=TOWN),
    CarryRule(codes("JOBCOACH_GEM"), B, "UWV wordt verantwoordelijk. UWV beslist vóór {start} over een jobcoach.",
              "Pwet 7.3.c; WIA 35.2.d", _UWV, new=UWV, until=_LAST),
    CarryRule(codes("WERKPLEK_GEM"), B, "UWV wordt verantwoordelijk. UWV beslist vóór {start} over uw hulpmiddel.",
              "Pwet 7.3.c; WIA 35.2.c", _UWV, new=UWV, until=_LAST),
    CarryRule(codes("SCHOLING_GEM"), B,
              "UWV wordt verantwoordelijk. UWV beslist vóór {start} of u uw opleiding afmaakt.",
              "Pwet 7.3.c; WW 76; WIA 34.1", _UWV, new=UWV, until=_LAST),
    CarryRule(_COACHING, B, "{New} helpt u nu. Die beslist of deze hulp doorgaat.", "WW 72a; ZW 63a; WIA 42", Owner.NEW,
              new=EMPLOYER, after=UWV_PAID | {"ZW_ERD"}, until=_LAST),
    CarryRule(_COACHING, A, "Wie u helpt, verandert niet. Deze hulp loopt door.", "Pwet 10.2", change=SAME),
    CarryRule(_COACHING, E, "Deze hulp is begonnen bij de gemeente. De gemeente maakt die met u af.", "Pwet 10.2, 10.1",
              _TOWN),

    CarryRule(codes("VERVOER"), B, "UWV wordt verantwoordelijk. UWV beslist vóór {start} over uw vervoer.",
              "WIA 35.2.a; Pwet 7.3.c", _UWV, old=TOWN, new=UWV, until=_LAST),
    CarryRule(codes("VERVOER"), B, "De gemeente wordt verantwoordelijk. Zij beslist vóór {start} over uw vervoer.",
              "Pwet 8a.2.f.1, 10.1", _TOWN, old=UWV | EMPLOYER | kinds(PartnerKind.SOCIAL_PARTNER), new=TOWN,
              until=_LAST),
    CarryRule(codes("VERVOER"), E, "U houdt uw vervoer. Wie het gaf, blijft het regelen.", "Pwet 10.2; WIA 35.1",
              old=TOWN | UWV, new=EMPLOYER | kinds(PartnerKind.SOCIAL_PARTNER, PartnerKind.EDUCATION)),
    CarryRule(codes("VERVOER"), A, "Uw vervoer verandert niet.", "WIA 35.2.a; Pwet 8a.2.f.1", change=SAME),
    CarryRule(codes("VERVOER"), B, "Bespreek met {new} wie uw vervoer nu regelt.", "WIA 35.2.a; Pwet 8a.2.f.1",
              Owner.NEW,
              until=_LAST),

    CarryRule(codes("LEERWERK_16_27"), A, "De gemeente blijft u helpen met leren en werken.", "Pwet 10f", new=TOWN),
    CarryRule(codes("LEERWERK_16_27"), A, "Wie u helpt, verandert niet. U gaat gewoon verder.", "Pwet 10f",
              change=SAME),
    CarryRule(codes("LEERWERK_16_27"), E, "De gemeente blijft u helpen met leren en werken, ook naast ander inkomen.",
              "Pwet 10f", _TOWN),

    CarryRule(codes("BBZ_START"), A, "De gemeente blijft u helpen bij uw bedrijf.", "Bbz 2004", base=True, source="M"),
    CarryRule(codes("BBZ_START"), C, "UWV wordt verantwoordelijk. Vraag UWV om hulp bij de start van uw bedrijf.",
              "WW 77a; WIA 34a", _UWV, new=UWV, replacement="UWV_START", until=_LAST, source="M"),
    CarryRule(codes("BBZ_START"), D, "U gaat in loondienst werken. De hulp bij uw start stopt.", "Bbz 2004", after=WORK,
              until=_LAST, source="M"),
    CarryRule(codes("BBZ_START"), B, "De gemeente bekijkt opnieuw of u hulp krijgt bij uw bedrijf.", "Bbz 2004", _TOWN,
              until=_LAST, source="M"),
)  # fmt: skip

MONEY: tuple[CarryRule, ...] = (
    CarryRule(codes("STIMPREMIE"), A, "U houdt bijstand. De afspraak over de premie blijft.", "Pwet 31.2.j", base=True),
    CarryRule(codes("STIMPREMIE"), E, "U gaat werken. De gemeente betaalt de premie die is afgesproken.", "Pwet 31.2.j",
              _TOWN, before=ASSISTANCE, after=WORK),
    CarryRule(codes("STIMPREMIE"), D, "Deze premie hoort bij bijstand en stopt op {last_day}.", "Pwet 31.2.j",
              until=_LAST),
    CarryRule(codes("BUFFERBUDGET"), B, "Uw inkomen kan nu wisselen. De gemeente beslist of u dit budget houdt.",
              "Participatiewet in balans", _TOWN, before=ASSISTANCE, after=WORK | {"WW_DEELTIJD"}, source="P"),
    CarryRule(codes("BUFFERBUDGET"), A, "U houdt bijstand. Dit budget blijft voor u klaarstaan.",
              "Participatiewet in balans", base=True, source="P"),
    CarryRule(codes("BUFFERBUDGET"), D, "Dit budget hoort bij bijstand en stopt op {last_day}.",
              "Participatiewet in balans", until=_LAST, source="P"),
    CarryRule(codes("INRUIL"), A, "U houdt bijstand. U mag een deel van uw loon blijven houden.", "Pwet 31", base=True),
    CarryRule(codes("INRUIL"), D, "Uw bijstand stopt. U houdt voortaan al uw loon zelf.", "Pwet 31", until=_LAST),
    CarryRule(codes("ONTHEFFING"), A, "U houdt bijstand. Uw ontheffing blijft gelden.", "Pwet 9.2, 9a", base=True),
    CarryRule(codes("ONTHEFFING"), D, "Uw bijstand stopt, dus uw ontheffing staat stil. De tijd die over is, houdt u.",
              "Pwet 9.2, 9a.5.b", until=_LAST),
    CarryRule(codes("STUDIETOESLAG"), A, "U blijft student. Uw studietoeslag loopt door.", "Pwet 36b", base=True,
              source="M"),
    CarryRule(codes("STUDIETOESLAG"), D, "U bent geen student meer. Uw studietoeslag stopt op {last_day}.", "Pwet 36b",
              until=_LAST, source="M"),
    CarryRule(codes("KO_SMI"), B, "De gemeente kijkt opnieuw of u hulp bij kinderopvang krijgt.",
              "Gemeentelijke verordening", _TOWN, source="M"),
)  # fmt: skip

ROWS = MOVING + PLACES + WAGES + SUPPORT + MONEY
