"""The 40 income situations as data: who pays, which law, which duties, and a sentence a client understands.

Facts after `domain/inkomenssituaties.csv` (state 2026-11-21), typed over in our own words. `source`: L = law text read,
P = page seen, D = data set seen, S = seed document, M = from memory (to be checked).
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of situation it is; the rules ask this before they ask the code."""

    BENEFIT = "benefit"
    WORK = "work"
    EDUCATION = "education"
    STATUS = "status"
    NO_INCOME = "no_income"
    UNKNOWN = "unknown"


class Benefit(StrEnum):
    """The family of a benefit."""

    WW = "ww"
    ZW = "zw"
    WIA = "wia"
    WAJONG = "wajong"
    UWV_OTHER = "uwv_other"
    ASSISTANCE = "assistance"
    MUNICIPAL_OTHER = "municipal_other"
    ANW = "anw"
    AOW = "aow"
    NONE = "none"


class Duties(StrEnum):
    """The law that sets duties to look for work; VOLUNTARY means that nobody may print a duty."""

    WW = "ww"
    ZW = "zw"
    WIA = "wia"
    WAJONG = "wajong"
    IOW = "iow"
    PWET = "pwet"
    IOAW = "ioaw"
    BBZ = "bbz"
    INTEGRATION = "integration"
    EMPLOYER = "employer"
    SCHOOL = "school"
    VOLUNTARY = "voluntary"


@dataclass(frozen=True, slots=True)
class Situation:
    """One of the 40 codes. `paying_body` is who pays, in Dutch, or None; it says nothing about who helps."""

    code: str
    name: str
    kind: Kind
    benefit: Benefit
    law: str
    paying_body: str | None
    duties: Duties
    description: str
    source: str
    young: bool = False

    @property
    def paid_by_uwv(self) -> bool:
        """True when UWV provides the benefit itself (Pwet 7.3.c). A self-insured employer's benefit counts too."""
        return self.kind is Kind.BENEFIT and self.paying_body is not None and "UWV" in self.paying_body

    @property
    def assistance(self) -> bool:
        """True for algemene bijstand in any form (Pwet 7.1.a.1)."""
        return self.benefit is Benefit.ASSISTANCE

    @property
    def words(self) -> str:
        """The situation in the middle of a sentence: "bijstandsuitkering", "WW-uitkering"."""
        name = self.name
        return name if name[:2].isupper() or ":" in name else name[0].lower() + name[1:]


def _rows() -> tuple[Situation, ...]:
    b, d, k = Benefit, Duties, Kind
    no = b.NONE
    return (
        Situation("LOONDIENST", "In loondienst", k.WORK, no, "BW 7", "werkgever", d.VOLUNTARY,
                  "U werkt en krijgt loon van uw werkgever.", "S"),
        Situation("MET_ONTSLAG_BEDREIGD", "In loondienst, met werkloosheid bedreigd", k.WORK, no, "BW 7:669",
                  "werkgever", d.VOLUNTARY, "U werkt nog, maar uw baan stopt misschien binnenkort.", "D,L"),
        Situation("FLEX_UITZEND", "Uitzend-, oproep- of payrollwerk", k.WORK, no, "BW 7:690", "uitzendbureau",
                  d.VOLUNTARY, "U werkt via een uitzendbureau of op oproep.", "M"),
        Situation("WW", "WW-uitkering", k.BENEFIT, b.WW, "WW", "UWV", d.WW,
                  "U bent werkloos en krijgt WW van UWV.", "L"),
        Situation("WW_OVERHEID", "WW na werk bij de overheid", k.BENEFIT, b.WW, "WW 72a", "UWV", d.WW,
                  "U werkte bij de overheid en krijgt nu WW.", "L"),
        Situation("WW_DEELTIJD", "WW naast deeltijdwerk", k.BENEFIT, b.WW, "WW 16", "UWV", d.WW,
                  "U werkt minder uren en krijgt daarnaast WW.", "L"),
        Situation("IOW", "IOW-uitkering", k.BENEFIT, b.UWV_OTHER, "IOW", "UWV", d.IOW,
                  "U bent ouder en uw WW of WGA is afgelopen. UWV betaalt u IOW.", "L,M"),
        Situation("ZW_VANGNET", "Ziektewet-uitkering van UWV", k.BENEFIT, b.ZW, "ZW 29", "UWV", d.ZW,
                  "U bent ziek en hebt geen werkgever die loon betaalt.", "L"),
        Situation("ZW_ERD", "Ziektewet-uitkering van eigenrisicodrager", k.BENEFIT, b.ZW, "ZW 63a",
                  "eigenrisicodrager", d.ZW, "U bent ziek en uw vroegere werkgever betaalt het ziekengeld.", "L"),
        Situation("LOONDOORBETALING_ZIEK", "Ziek in dienst", k.WORK, no, "BW 7:629", "werkgever", d.EMPLOYER,
                  "U bent ziek en uw werkgever betaalt uw loon door.", "L"),
        Situation("WGA", "WIA: WGA-uitkering", k.BENEFIT, b.WIA, "WIA", "UWV", d.WIA,
                  "U kunt door ziekte minder werken en krijgt WGA.", "L"),
        Situation("WGA_ERD", "WIA: WGA-uitkering van eigenrisicodrager", k.BENEFIT, b.WIA, "WIA 42",
                  "eigenrisicodrager of UWV", d.WIA, "U krijgt WGA. Uw vroegere werkgever draagt het risico.", "L"),
        Situation("IVA", "WIA: IVA-uitkering", k.BENEFIT, b.WIA, "WIA 4", "UWV", d.VOLUNTARY,
                  "U kunt blijvend (bijna) niet werken en krijgt IVA.", "L,P"),
        Situation("WIA_35MIN", "Geen WIA: minder dan 35% arbeidsongeschikt", k.STATUS, no, "WIA 5", None, d.VOLUNTARY,
                  "UWV vindt dat u minder dan 35% arbeidsongeschikt bent.", "L"),
        Situation("WAO_WAZ", "WAO- of WAZ-uitkering", k.BENEFIT, b.UWV_OTHER, "WAO/WAZ", "UWV", d.VOLUNTARY,
                  "U kreeg lang geleden een WAO- of WAZ-uitkering.", "M"),
        Situation("WAJONG", "Wajong-uitkering", k.BENEFIT, b.WAJONG, "Wajong", "UWV", d.WAJONG,
                  "U hebt sinds uw jeugd een beperking en krijgt Wajong.", "L"),
        Situation("WAJONG_2015_DGA", "Wajong 2015 zonder arbeidsvermogen", k.BENEFIT, b.WAJONG, "Wajong 1a:1", "UWV",
                  d.VOLUNTARY, "U kunt volgens UWV nu en later niet werken.", "L,P"),
        Situation("BIJSTAND", "Bijstandsuitkering", k.BENEFIT, b.ASSISTANCE, "Pwet", "gemeente", d.PWET,
                  "U hebt te weinig inkomen en krijgt bijstand van de gemeente.", "L"),
        Situation("BIJSTAND_AANV", "Aanvullende bijstand", k.BENEFIT, b.ASSISTANCE, "Pwet", "gemeente", d.PWET,
                  "U hebt wat inkomen en de gemeente vult dat aan.", "L"),
        Situation("BIJSTAND_JONG", "Bijstand tot 27 jaar", k.BENEFIT, b.ASSISTANCE, "Pwet 41.4, 44.4", "gemeente",
                  d.PWET, "U bent jonger dan 27 jaar en krijgt bijstand.", "L,P", young=True),
        Situation("IOAW", "IOAW-uitkering", k.BENEFIT, b.MUNICIPAL_OTHER, "IOAW", "gemeente", d.IOAW,
                  "U bent ouder en uw WW is afgelopen. De gemeente betaalt IOAW.", "L"),
        Situation("IOAZ", "IOAZ-uitkering", k.BENEFIT, b.MUNICIPAL_OTHER, "IOAZ", "gemeente", d.IOAW,
                  "U had een eigen bedrijf en krijgt nu IOAZ van de gemeente.", "L"),
        Situation("BBZ", "Bbz-ondersteuning voor zelfstandigen", k.BENEFIT, b.MUNICIPAL_OTHER, "Bbz 2004", "gemeente",
                  d.BBZ, "U hebt of start een bedrijf en de gemeente helpt met geld.", "M"),
        Situation("NUG", "Geen uitkering, ingeschreven bij UWV", k.NO_INCOME, no, "Pwet 6.a", None, d.VOLUNTARY,
                  "U hebt geen uitkering en staat bij UWV ingeschreven als werkzoekende.", "L"),
        Situation("NUG_NIET_GEREG", "Geen uitkering, niet ingeschreven bij UWV", k.NO_INCOME, no, "Pwet 6.a", None,
                  d.VOLUNTARY, "U hebt geen uitkering en staat niet bij UWV ingeschreven.", "L"),
        Situation("ANW", "Anw-uitkering", k.BENEFIT, b.ANW, "Anw", "SVB", d.VOLUNTARY,
                  "Uw partner of ouder is overleden en u krijgt Anw.", "L"),
        Situation("PWET_STAART_2JR", "Aan het werk met hulp van de gemeente (twee jaar)", k.STATUS, no,
                  "Pwet 7.1.a.2", "werkgever", d.VOLUNTARY,
                  "U ging werken met loonkostensubsidie. De gemeente blijft u nog helpen.", "L"),
        Situation("BESCHUT_WERK", "Beschut werk", k.WORK, no, "Pwet 10b", "gemeente", d.VOLUNTARY,
                  "U werkt op een plek met veel begeleiding en aanpassingen.", "L"),
        Situation("WSW", "Wsw-baan", k.WORK, no, "Wsw", "sociaal ontwikkelbedrijf", d.VOLUNTARY,
                  "U werkt al sinds voor 2015 in de sociale werkvoorziening.", "M"),
        Situation("SCHOLIER_STUDENT", "Scholier of student", k.EDUCATION, no, "Pwet 7.3.a", "DUO", d.SCHOOL,
                  "U volgt een opleiding of gaat naar school.", "L,M", young=True),
        Situation("VSV_17_27", "Geen startkwalificatie, 16 tot 27 jaar", k.STATUS, no, "Pwet 10f", None, d.VOLUNTARY,
                  "U bent jong en hebt nog geen havo-, vwo- of mbo-2-diploma.", "L", young=True),
        Situation("PRO_VSO_ENTREE", "Van praktijkonderwijs, vso of entree", k.STATUS, no, "Pwet 10d.2", None,
                  d.VOLUNTARY, "U komt net van praktijkonderwijs, speciaal onderwijs of de entreeopleiding.", "L",
                  young=True),
        Situation("INBURGERAAR", "Inburgeringsplichtig", k.STATUS, no, "Wi2021", "gemeente", d.INTEGRATION,
                  "U moet inburgeren en leert Nederlands.", "D,M"),
        Situation("ONTHEEMDE_OEK", "Gevlucht uit Oekraïne", k.STATUS, no, "RooO", "gemeente", d.VOLUNTARY,
                  "U bent gevlucht uit Oekraïne en krijgt leefgeld.", "M"),
        Situation("ZELFSTANDIGE", "Zelfstandige zonder personeel", k.WORK, no, "-", None, d.VOLUNTARY,
                  "U werkt voor uzelf en hebt geen personeel.", "D"),
        Situation("ONDERNEMER_PERSONEEL", "Ondernemer met personeel", k.WORK, no, "-", None, d.VOLUNTARY,
                  "U hebt een bedrijf met mensen in dienst.", "D"),
        Situation("DETENTIE", "In detentie of net vrij", k.STATUS, no, "Pwet 13.1.a, 64.12", "DJI", d.VOLUNTARY,
                  "U zit vast of bent pas vrij.", "L,M"),
        Situation("AOW", "AOW-pensioen", k.BENEFIT, b.AOW, "AOW", "SVB", d.VOLUNTARY,
                  "U hebt de AOW-leeftijd en krijgt AOW van de SVB.", "L"),
        Situation("WIJ_PARTNER", "Partner van iemand met bijstand", k.STATUS, no, "Pwet 9.3", "gemeente", d.PWET,
                  "Uw partner krijgt bijstand. De plichten gelden voor u allebei.", "L"),
        Situation("ONBEKEND", "Nog niet bekend", k.UNKNOWN, no, "-", None, d.VOLUNTARY,
                  "We weten nog niet wat uw inkomen is.", "-"),
    )  # fmt: skip


SITUATIONS: dict[str, Situation] = {row.code: row for row in _rows()}

SITUATION_CHOICES: list[tuple[str, str]] = [(row.code, row.name) for row in SITUATIONS.values()]


def situation(code: str) -> Situation:
    """The situation of that code. KeyError when the code is not one of the 40."""
    return SITUATIONS[code]
