"""The signals as a table: what is told, how long before, by which article, and what one can do about it.

`source` as everywhere: L = law text read, M = from memory, to be checked. How long before stands in the vocabulary
(`Parameter`), and is at least `LEAST` days wherever the date is known so long before.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from werkcentrum.permissions import FieldGroup as G
from werkcentrum.vocabulary import parameter

from . import select

LEAST = 28


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of signal.

    `select` is the SQL of who it concerns: rows of (client_id, subject, day) with the day between `%(first)s` and
    `%(last)s`. It is shown from `ahead` (a term) before that day until `after` days past it, unless the reason goes
    first. `sentence` is for the coach ("{day}"), `own` for the client (B1, "" when it is not for her). `deed` is the
    label and the route where one does something about it; the route takes the person's public id and `args`.
    """

    kind: str
    title: str
    select: str
    ahead: str
    after: int
    article: str
    source: str
    group: G
    sentence: str
    own: str
    deed: str
    route: str
    args: tuple = ()

    def first(self, on: date) -> date:
        """The earliest day of which one is still told on a date."""
        return on - timedelta(days=self.after)

    def last(self, on: date) -> date:
        """The latest day of which one is told on a date."""
        return parameter(self.ahead, on).after(on)

    @property
    def unverified(self) -> bool:
        """True when nobody read it in the law yet."""
        return "M" in self.source.split(",")


CHANGE, INTAKE = ("Leg vast wat daarna komt", "werkplan:income_change"), ("Werk de intake bij", "clients:intake")

RULES: tuple[Rule, ...] = (
    Rule("ww_end", "WW loopt af", select.WW_END, "ww_end_signal", 31, "WW 42", "L", G.INCOME,
         "De WW loopt tot en met {day}. Bespreek nu wat daarna komt, dan valt er geen gat.",
         "Uw WW stopt na {day}. Bespreek met uw begeleider wat er daarna komt. Uw plan loopt door.", *CHANGE),
    Rule("early_report", "Mag zich vroeg melden voor bijstand", select.EARLY_REPORT, "early_report_signal", 31,
         "Pwet 41.6", "L", G.INCOME,
         "Jonger dan 27: melden voor bijstand mag vanaf {day}, vier weken voor het einde van de WW.",
         "U bent jonger dan 27 jaar. Vanaf {day} mag u zich al melden voor bijstand.", *CHANGE),
    Rule("search_end", "Vier weken zelf zoeken eindigen", select.SEARCH_END, "search_period", 14, "Pwet 41.4", "L",
         G.INCOME, "De vier weken zelf zoeken eindigen. Vanaf {day} kan de aanvraag voor bijstand worden gedaan.",
         "Vanaf {day} kunt u bijstand aanvragen. Bewaar wat u deed om werk of een opleiding te vinden.",
         "Open het plan", "werkplan:plan"),
    Rule("contract_end", "Baan loopt af", select.CONTRACT_END, "contract_end_signal", 31, "BW 7:668", "M", G.INCOME,
         "De baan loopt tot en met {day}. Bespreek op tijd wat daarna komt.",
         "Uw baan stopt na {day}. Bespreek met uw begeleider wat u daarna doet.", *CHANGE),
    Rule("income_end", "Inkomen loopt af", select.INCOME_END, "income_end_signal", 31, "SUWI 10", "M", G.INCOME,
         "Het inkomen van nu loopt tot en met {day}. Er staat nog niet wat daarna komt.",
         "Uw inkomen van nu stopt na {day}. Bespreek met uw begeleider wat er daarna komt.", *CHANGE),
    Rule("change", "Inkomen verandert", select.CHANGE, "change_signal", 0, "SUWI 10", "M", G.INCOME,
         "Het inkomen verandert op {day}. Kijk wat er met het plan gebeurt en wie dan aan zet is.",
         "Uw inkomen verandert op {day}.", "Open het plan", "werkplan:plan"),
    Rule("subsidy_window", "Loonkostensubsidie kan nog", select.SUBSIDY_WINDOW, "wage_subsidy_request", 0,
         "Pwet 10d.2", "L", G.INCOME,
         "Loonkostensubsidie kan tot {day} worden aangevraagd: zes maanden na het begin van de baan.",
         "U of uw werkgever kan tot {day} loonkostensubsidie vragen. Uw begeleider helpt u daarbij.",
         "Open het plan", "werkplan:plan"),
    Rule("evaluation", "Samen terugkijken", select.EVALUATION, "evaluation_signal", 365, "Pwet 44a.2", "L", G.PLAN,
         "Samen terugkijken op het plan: {day}. Maak een afspraak.",
         "U kijkt op {day} samen terug op uw plan. Bedenk wat goed ging en wat beter kan.",
         "Open het plan", "werkplan:plan"),
    Rule("registration", "Inschrijving bij UWV loopt af", select.REGISTRATION, "registration_signal", 31,
         "Pwet 6.a; SUWI 30b", "L", G.INCOME,
         "De inschrijving als werkzoekende bij UWV geldt tot en met {day}. Zonder inschrijving stopt de hulp als nug.",
         "Uw inschrijving bij UWV geldt tot en met {day}. Verleng die op tijd.", *INTAKE, (2,)),
    Rule("youngest_child", "Jongste kind wordt 5", select.YOUNGEST_CHILD, "youngest_child_signal", 365, "Pwet 9a.4",
         "L", G.BARRIERS,
         "Het jongste kind kan vanaf {day} vijf jaar zijn. Dan stopt de ontheffing voor een alleenstaande ouder.",
         "Is uw jongste kind 5 jaar? Dan stopt de ontheffing. Praat er met uw begeleider over voor {day}.",
         *INTAKE, (4,)),
    Rule("pension", "AOW komt eraan", select.PENSION, "aow_signal", 31, "AOW 7a.1", "M", G.NAME,
         "De AOW-leeftijd is bereikt op {day}. Rond het plan samen af.",
         "Vanaf {day} krijgt u AOW. U rondt uw plan samen af.", "Open het plan", "werkplan:plan"),
)  # fmt: skip

BY_KIND = {rule.kind: rule for rule in RULES}
