"""The 34 changes that have a name, as data: who answers before and after, by when, and by which article.

Facts after `domain/transities.csv` (state 2026-11-21), in our own words. Any other pair of situations works too: the
verdicts come from the rules, a name only tells people what kind of change it is. A change of law is a new row.
"""

from dataclasses import dataclass
from datetime import date

from werkcentrum.vocabulary import START

from .groups import ASSISTANCE, PAID_JOB, WGA, Codes
from .transition import Transition


@dataclass(frozen=True, slots=True)
class Named:
    """One named change. `before` and `after` None: from or to anything. `source`: L law, P page, S seed, M memory.

    `moves`: a change of home and not of income; `region`: to another labour market region; `ends`: everything stops.
    """

    code: str
    name: str
    trigger: str
    owner_before: str
    owner_after: str
    term: str
    article: str
    source: str
    before: Codes | None = None
    after: Codes | None = None
    moves: bool = False
    region: bool = False
    ends: bool = False
    valid_from: date = START
    valid_until: date | None = None

    @property
    def unverified(self) -> bool:
        """True when nobody read it in the law yet."""
        return "M" in self.source.split(",")

    def in_force(self, day: date) -> bool:
        """True when the row holds on this day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def fits(self, step: Transition) -> bool:
        """True when this is what the change is called; death is noted by itself and never follows from an income."""
        if self.ends or not self.in_force(step.on):
            return False
        if self.moves:
            return step.new_region if self.region else step.moved and step.from_code == step.to_code
        return (self.before is None or step.from_code in self.before) and step.to_code in (self.after or ())


def _codes(*names: str) -> Codes:
    return frozenset(names)


_JOB, _WW, _BENEFIT = PAID_JOB, _codes("WW"), _codes("BIJSTAND", "BIJSTAND_JONG", "BIJSTAND_AANV")
_UWV, _TOWN, _EMPLOYER, _SOCIAL = "UWV", "gemeente", "werkgever", "sociale partners"
_SCHOOL, _ANY, _NOBODY = "school", "wie er nu over gaat", "niemand"

# First what holds for everybody, then from the particular to the general: the first row that fits is the name.
NAMED: tuple[Named, ...] = (
    Named("T30", "Overlijden", "iemand overlijdt", _ANY, _NOBODY, "alles stopt meteen, er gaan geen brieven meer uit",
          "Geen wetsartikel", "M", ends=True),
    Named("T34", "Verhuizing naar een andere arbeidsmarktregio", "nieuw adres", "de oude regio", "de nieuwe regio",
          "de nieuwe regio bevestigt de ontvangst", "Geen wetsartikel (afspraak tussen regio's)", "S",
          moves=True, region=True),
    Named("T18", "Verhuizing naar een andere gemeente", "nieuwe woonplaats", "de oude gemeente", "de nieuwe gemeente",
          "de tijd van een ontheffing telt door", "Pwet 40.1, 9a.4, 67.1.c", "L", moves=True),
    Named("T27", "AOW-leeftijd", "leeftijd", _ANY, _NOBODY, "een gesprek drie maanden eerder", "Pwet 9.1", "L",
          after=_codes("AOW")),
    Named("T28", "Detentie", "iemand zit vast", _ANY, "gemeente (nazorg)", "het plan staat stil", "Pwet 64.12", "L",
          after=_codes("DETENTIE")),
    Named("T29", "Einde van detentie", "iemand komt vrij", "DJI", _TOWN, "het plan gaat verder", "Geen wetsartikel",
          "M", _codes("DETENTIE"), _BENEFIT),
    Named("T09", "Baan met loonkostensubsidie valt weg", "de baan stopt binnen twee jaar", _TOWN,
          "de gemeente blijft", "tot twee jaar zonder subsidie", "Pwet 7.3.c", "L", _codes("PWET_STAART_2JR"), _WW),
    Named("T31", "Einde van de WW na overheidswerk", "de WW is op", "vroegere werkgever (overheid)", _TOWN,
          "het contract met het re-integratiebureau stopt", "WW 72a", "L", _codes("WW_OVERHEID"), _BENEFIT),
    Named("T02", "Einde van de WW, daarna bijstand", "de langste duur van de WW", _UWV, _TOWN,
          "melden bij UWV; jonger dan 27 vanaf vier weken eerder", "WW 42; Pwet 7.3.c, 41.1, 41.6, 8a.2.d", "L",
          _WW, _BENEFIT),
    Named("T03", "Einde van de WW zonder recht op bijstand", "vermogen of inkomen van een partner", _UWV, _TOWN,
          "de inschrijving bij UWV moet blijven lopen", "Pwet 6.a, 7.1.a.7, 10.1", "L", _WW, _codes("NUG")),
    Named("T04", "Ziek tijdens de WW", "langer dan 13 weken ziek", _UWV, "UWV (een andere afdeling)",
          "de eerste 13 weken blijft het WW", "ZW 29.2.d, 45.8", "L", _WW, _codes("ZW_VANGNET")),
    Named("T17", "Met WW een bedrijf beginnen", "toestemming van UWV", _UWV, _UWV, "zes maanden startperiode",
          "WW 77a", "L,M", _WW, _codes("ZELFSTANDIGE")),
    Named("T21", "Einde van de WW, daarna IOW", "60 jaar of ouder", _UWV, _UWV, "nog niet nagekeken", "IOW", "M",
          _WW, _codes("IOW")),
    Named("T22", "Einde van de WW, daarna IOAW", "ouder en lang werkloos", _UWV, _TOWN, "nog niet nagekeken",
          "Pwet 7.1.a.5", "L,M", _WW, _codes("IOAW")),
    Named("T05", "Einde van de wachttijd, daarna WGA", "104 weken ziek", _UWV, _UWV, "WIA aanvragen vóór 104 weken",
          "WIA 23.1, 29, 34", "L", _codes("ZW_VANGNET"), WGA),
    Named("T06", "WIA afgewezen", "minder dan 35% arbeidsongeschikt", _UWV, "UWV (WW), daarna gemeente",
          "vijf jaar no-riskpolis", "WIA 5; WW 24.4; ZW 29b.1.b", "L", _codes("ZW_VANGNET"), _codes("WIA_35MIN")),
    Named("T07", "Het contract eindigt tijdens ziekte", "het contract loopt af", _EMPLOYER,
          "UWV of eigenrisicodrager", "de werkgever levert het verslag", "WIA 25-26; ZW 29", "L",
          _codes("LOONDOORBETALING_ZIEK"), _codes("ZW_VANGNET", "ZW_ERD")),
    Named("T12", "Van school naar werk met loonkostensubsidie", "van school", "school of Doorstroompunt", _TOWN,
          "loonkostensubsidie vragen binnen zes maanden", "Pwet 10d.2", "L", _codes("PRO_VSO_ENTREE"), _JOB),
    Named("T13", "Van school naar bijstand onder de 27", "geen onderwijs mogelijk", _SCHOOL, _TOWN,
          "vier weken zelf zoeken, met uitzonderingen", "Pwet 7.3.a, 41.4, 44.4, 44a", "L,P",
          _codes("SCHOLIER_STUDENT"), _codes("BIJSTAND_JONG", "BIJSTAND")),
    Named("T14", "Van school, zonder uitkering", "diploma of gestopt", _SCHOOL, "gemeente, na inschrijving bij UWV",
          "inschrijven bij UWV", "Pwet 6.a", "L", _codes("SCHOLIER_STUDENT"), _codes("NUG")),
    Named("T15", "Werken met Wajong", "een baan", _UWV, _UWV, "geen termijn", "Wajong 2:20-2:24; ZW 29b.2.a", "L",
          _codes("WAJONG"), _JOB),
    Named("T08", "Van bijstand naar werk", "een baan", _TOWN, "gemeente (nazorg) en werkgever",
          "de gemeente blijft tot twee jaar zonder subsidie", "Pwet 7.1.a.2, 10.2, 10d, 10da", "L", ASSISTANCE, _JOB),
    Named("T16", "Vanuit bijstand een bedrijf beginnen", "ondernemingsplan", _TOWN, "gemeente (Bbz)",
          "voorbereiding met Bbz", "Bbz 2004", "M", ASSISTANCE, _codes("ZELFSTANDIGE")),
    Named("T19", "Van bijstand naar een uitkering van UWV", "UWV kent WIA of Wajong toe", _TOWN, _UWV,
          "de gemeente kan afspreken dat zij blijft helpen", "Pwet 7.3.c, 7.7", "L", ASSISTANCE,
          WGA | {"WAJONG", "IVA"}),
    Named("T24", "Bijstand stopt door partner of vermogen", "samenwonen of vermogen", _TOWN, _TOWN,
          "inschrijven bij UWV", "Pwet 6.a, 10.1, 10.2", "L", ASSISTANCE, _codes("NUG")),
    Named("T32", "Beschut werk", "positief advies van UWV", _TOWN, _TOWN, "er kan een wachtlijst zijn", "Pwet 10b", "L",
          ASSISTANCE, _codes("BESCHUT_WERK")),
    Named("T20", "WGA is te laag, bijstand vult aan", "vervolguitkering", _UWV, "UWV helpt, de gemeente vult aan",
          "geen termijn", "Pwet 7.3.c", "L", WGA, _codes("BIJSTAND_AANV")),
    Named("T23", "Inburgeraar krijgt bijstand", "een woning", _TOWN, _TOWN, "na de brede intake", "Wi2021", "M",
          _codes("INBURGERAAR"), _BENEFIT),
    Named("T25", "Zonder uitkering aan het werk", "een baan", _TOWN, "gemeente (nazorg) of sociale partners",
          "geen termijn", "Pwet 10.2", "L", _codes("NUG"), _JOB),
    Named("T01", "Ontslag, daarna WW", "het dienstverband eindigt", _SOCIAL, _UWV,
          "WW aanvragen binnen een week; inschrijven bij UWV", "WW 16.4, 26.1.b, 26.1.d, 76, 78", "L", _JOB, _WW),
    Named("T10", "Werk weg, geen recht op WW", "minder dan 26 van 36 weken gewerkt", _SOCIAL, _TOWN,
          "26 van de 36 weken", "WW 17; Pwet 41", "L", _JOB, _BENEFIT),
    Named("T11", "Minder uren werk", "vijf uur of meer minder, of de helft", _SOCIAL,
          "UWV; de sociale partner voor het werk dat blijft", "geen termijn", "WW 16.1", "L", _JOB,
          _codes("WW_DEELTIJD")),
    Named("T33", "Ziek in dienst", "ziekmelding", _SOCIAL, _EMPLOYER, "het plan staat stil", "WIA 25", "L", _JOB,
          _codes("LOONDOORBETALING_ZIEK")),
    Named("T26", "Van werk naar werk", "een andere baan", _SOCIAL, _SOCIAL, "geen termijn", "Geen wetsartikel", "S",
          _JOB, _JOB),
)  # fmt: skip


def named(step: Transition) -> Named | None:
    """The name of a change of income or home; None when it has none (it is classified all the same)."""
    return next((row for row in NAMED if row.fits(step)), None)
