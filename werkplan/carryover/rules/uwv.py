"""Rows for what UWV provides: trial placements, schooling, coaches, aids and bought-in support."""

from werkcentrum.vocabulary import PartnerKind

from ..groups import ASSISTANCE, OPEN_WORK, SICK, UWV_PAID, WGA, WORK, WW
from .shape import EMPLOYER, OTHER, SAME, TOWN, UWV, A, B, C, CarryRule, D, E, Owner, Until, codes

_UWV, _TOWN, _EMPLOYER = PartnerKind.UWV, PartnerKind.MUNICIPALITY, PartnerKind.EMPLOYER
_TRIALS = codes("PP_UWV_WW", "PP_UWV_WIA", "PP_UWV_WAJONG")
_TO_TOWN = ("Uw proefplaatsing bij UWV stopt op {last_day}. De gemeente kan er een proefplaats van maken. "
            "Die duurt 2 maanden, met hooguit 4 maanden erbij.")  # fmt: skip
_BOUGHT = codes("WERKFIT", "NAARWERK")
_WAJONG = codes("WAJONG")

TRIALS: tuple[CarryRule, ...] = (
    CarryRule(_TRIALS, D, "U gaat aan het werk. Een proefplaatsing is dan niet meer nodig.",
              "{law}", after=OPEN_WORK, until=Until.LAST_DAY),
    CarryRule(codes("PP_UWV_WW"), B, "U bent ziek, dus uw proefplaatsing staat stil. De ziekteweken tellen niet mee. "
              "UWV bekijkt wanneer u verder kunt.", "WW 76a.4", _UWV, after=SICK, new=UWV),
    CarryRule(codes("PP_UWV_WIA"), B,
              "Uw vroegere werkgever begeleidt u nu. Die beslist of uw proefplaatsing doorgaat.",
              "WIA 37.1", _EMPLOYER, base=True, new=EMPLOYER, change=OTHER, until=Until.LAST_DAY),
    CarryRule(_TRIALS, A, "UWV blijft verantwoordelijk. Uw proefplaatsing loopt door.", "{law}",
              base=True, new=UWV),
    CarryRule(_TRIALS, E, "UWV gaf toestemming en blijft over deze proefplaatsing gaan.", "{law}",
              base=True),
    CarryRule(_TRIALS - {"PP_UWV_WAJONG"}, C, _TO_TOWN, "{law}; Pwet 8a.2.d", _TOWN, after=ASSISTANCE,
              new=TOWN,
              replacement="PP_GEM", until=Until.TRIAL_MUNICIPALITY),
    CarryRule(_TRIALS - {"PP_UWV_WIA"}, C, "U krijgt nu WGA. Vraag een proefplaatsing volgens de WIA aan.", "WIA 37",
              Owner.NEW, after=WGA, replacement="PP_UWV_WIA", until=Until.TRIAL_UWV),
    CarryRule(_TRIALS - {"PP_UWV_WAJONG"}, C, "U krijgt nu Wajong. UWV zet uw proefplaatsing om.", "Wajong 2:24", _UWV,
              after=_WAJONG, replacement="PP_UWV_WAJONG", until=Until.TRIAL_UWV),
    CarryRule(_TRIALS - {"PP_UWV_WW"}, C, "U krijgt nu WW. UWV zet uw proefplaatsing om.", "WW 76a", _UWV, after=WW,
              replacement="PP_UWV_WW", until=Until.TRIAL_UWV),
    CarryRule(codes("PP_UWV_WAJONG"), E, "UWV blijft over deze proefplaatsing gaan.", "Wajong 2:24"),
    CarryRule(_TRIALS - {"PP_UWV_WAJONG"}, B,
              "U krijgt een andere uitkering van UWV. UWV beslist of uw proefplaatsing doorgaat.", "{law}",
              _UWV, after=UWV_PAID, new=UWV, source="M"),
    CarryRule(_TRIALS - {"PP_UWV_WAJONG"}, D,
              "Uw proefplaatsing stopt op {last_day}. Een proefplaats van de gemeente is er alleen bij "
              "bijstand. Vraag de gemeente wat wel kan.", "{law}; Pwet 8a.2.d", new=TOWN, until=Until.LAST_DAY),
    CarryRule(_TRIALS - {"PP_UWV_WAJONG"}, D, "Uw proefplaatsing hoort bij uw oude uitkering en stopt op {last_day}.",
              "{law}",
              until=Until.LAST_DAY),
)  # fmt: skip

SCHOOLING: tuple[CarryRule, ...] = (
    CarryRule(codes("SCHOLING_WW"), A, "U houdt WW en UWV blijft verantwoordelijk. Uw opleiding loopt door.", "WW 76",
              base=True, new=UWV),
    CarryRule(codes("SCHOLING_WW"), E, "{New} helpt u nu. UWV blijft beslissen over een opleiding met WW.", "WW 76",
              base=True),
    CarryRule(codes("SCHOLING_WW"), B, "U bent ziek. UWV bekijkt of uw opleiding nu nog bij u past.", "ZW 29.2.d", _UWV,
              after=SICK, new=UWV),
    CarryRule(codes("SCHOLING_WW"), B, "U krijgt een andere uitkering. UWV beslist of u uw opleiding daarmee afmaakt.",
              "WIA 34.1", _UWV, after=UWV_PAID, new=UWV),
    CarryRule(codes("SCHOLING_WW"), B, "Het besluit van UWV stopt met uw WW op {last_day}. De gemeente beslist vóór "
              "{start} of u uw opleiding afmaakt.", "WW 76; Pwet 7.1.a, 10.1", _TOWN, new=TOWN, until=Until.LAST_DAY),
    CarryRule(codes("SCHOLING_WW"), B, "Het besluit van UWV stopt op {last_day}. Bespreek met {new} hoe u uw opleiding "
              "afmaakt.", "WW 76", Owner.NEW, until=Until.LAST_DAY, source="M"),
)  # fmt: skip

SUPPORT: tuple[CarryRule, ...] = (
    CarryRule(codes("LOONDISP"), B, "U gaat werken met Wajong. UWV kijkt opnieuw naar uw loon en wat u aankunt.",
              "Wajong 2:20", _UWV, after=WORK, base=True),
    CarryRule(codes("LOONDISP"), A, "U houdt Wajong. UWV blijft uw loon aanvullen.", "Wajong 2:20", base=True),
    CarryRule(codes("LOONDISP"), C,
              "Loondispensatie hoort bij Wajong en stopt. De gemeente kan loonkostensubsidie geven.",
              "Wajong 2:20; Pwet 10d", _TOWN, new=TOWN, replacement="LKS", until=Until.LAST_DAY, source="M"),
    CarryRule(codes("LOONDISP"), D, "Loondispensatie hoort bij Wajong en stopt op {last_day}.", "Wajong 2:20",
              until=Until.LAST_DAY),

    CarryRule(codes("JOBCOACH_UWV"), A, "UWV blijft verantwoordelijk. Uw jobcoach blijft.", "WIA 35.2.d; Wajong 2:22",
              new=UWV),
    CarryRule(codes("JOBCOACH_UWV"), B,
              "De gemeente wordt verantwoordelijk. Zij beslist vóór {start} over een jobcoach.",
              "WIA 35.4.b; Pwet 10.1, 10da", _TOWN, new=TOWN, change=OTHER, until=Until.LAST_DAY),
    CarryRule(codes("JOBCOACH_UWV"), B, "U woont in een andere gemeente. Die beslist over een jobcoach.",
              "Pwet 10.1, 40.1",
              _TOWN, new_town=True, until=Until.LAST_DAY),
    CarryRule(codes("JOBCOACH_UWV"), A, "Uw jobcoach blijft. UWV regelt dit.", "WIA 35.1, 35.2.d", change=SAME),
    CarryRule(codes("JOBCOACH_UWV"), E, "UWV blijft uw jobcoach betalen. Dat hangt niet af van een uitkering.",
              "WIA 35.1, 35.2.d"),

    CarryRule(codes("WERKPLEK_UWV"), A, "U neemt uw hulpmiddel mee. Nieuwe hulpmiddelen vraagt u bij de gemeente.",
              "WIA 35.2.c, 35.4.b", new=TOWN),
    CarryRule(codes("WERKPLEK_UWV"), A, "U neemt uw hulpmiddel mee. UWV blijft dit regelen.", "WIA 35.2.c, 36"),

    CarryRule(codes("TOLK"), E, "UWV blijft uw tolk betalen, ook als een ander u nu helpt.", "Pwet 10g, 7.10",
              change=OTHER),
    CarryRule(codes("TOLK"), A, "UWV betaalt uw tolk. Dat verandert niet.", "Pwet 10g, 7.10"),
    CarryRule(codes("VISUEEL"), E, "UWV blijft uw hulpmiddelen betalen, ook als een ander u nu helpt.",
              "Pwet 10h, 7.10",
              change=OTHER),
    CarryRule(codes("VISUEEL"), A, "UWV betaalt uw hulpmiddelen. Dat verandert niet.", "Pwet 10h, 7.10"),

    CarryRule(_BOUGHT, A, "UWV blijft verantwoordelijk. Uw traject loopt door.", "SUWI 30a", new=UWV, base=True,
              source="M"),
    CarryRule(_BOUGHT, B, "U krijgt een andere uitkering. UWV beslist of uw traject doorgaat.", "SUWI 30a", _UWV,
              new=UWV,
              source="M"),
    CarryRule(_BOUGHT, B, "UWV bouwt het traject af. De gemeente beslist of zij u verder helpt.", "SUWI 30a; Pwet 10.1",
              _TOWN, new=TOWN, until=Until.LAST_DAY, source="M"),
    CarryRule(_BOUGHT, A, "Wie u helpt, verandert niet. Uw traject loopt door.", "SUWI 30a", change=SAME, source="M"),
    CarryRule(_BOUGHT, E, "UWV rondt dit traject met u af.", "SUWI 30a", source="M"),

    CarryRule(codes("UWV_START"), A, "U start uw bedrijf met toestemming van UWV. U houdt in die tijd uw uitkering.",
              "WW 77a; WIA 34a", after=codes("ZELFSTANDIGE"), new=UWV, until=Until.BUSINESS_START),
    CarryRule(codes("UWV_START"), A, "UWV blijft verantwoordelijk. Uw voorbereiding loopt door.", "WW 77a; WIA 34a",
              base=True),
    CarryRule(codes("UWV_START"), C, "De hulp van UWV bij uw start stopt. Vraag de gemeente om Bbz.",
              "WW 77a; Bbz 2004",
              _TOWN, new=TOWN, replacement="BBZ_START", until=Until.LAST_DAY, source="M"),
    CarryRule(codes("UWV_START"), D, "Deze hulp hoort bij uw oude uitkering en stopt op {last_day}.", "WW 77a",
              until=Until.LAST_DAY),
)  # fmt: skip

ROWS = TRIALS + SCHOOLING + SUPPORT
