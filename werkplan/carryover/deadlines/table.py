"""The days a change of income brings along, as a table: when it applies, from which day, and by which article.

A change of law is a new row with its own period. `source`: L = law text read, M = from memory, to be checked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from werkcentrum.vocabulary import START

from ..groups import ASSISTANCE, PAID_JOB, SICK, WORK, WW
from ..transition import Transition
from ..verdict import subsidy_tail_end
from . import days
from .days import Verdicts


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One row. `day` counts the day; None from it means that the fact needed is not known."""

    code: str
    name: str
    applies: Callable[[Transition, Verdicts], bool]
    day: Callable[[Transition], date | None]
    article: str
    explanation: str
    source: str = "L"
    valid_from: date = START
    valid_until: date | None = None

    @property
    def unverified(self) -> bool:
        """True when nobody read it in the law yet."""
        return "M" in self.source.split(",")

    def in_force(self, day: date) -> bool:
        """True when the row holds for a change on this day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


RULES: tuple[DeadlineRule, ...] = (
    DeadlineRule("WW_END_SIGNAL", "Gesprek over het einde van de WW",
                 lambda step, _: step.from_code in WW and not step.codes_after & WW and step.to_code not in WORK,
                 days.four_months_before, "WW 42",
                 "Vanaf deze dag bespreekt UWV met u wat er na de WW komt. Uw plan kan dan op tijd mee.", "M"),
    DeadlineRule("NEW_OWNER_DECISION", "Besluit van de nieuwe partner", days.new_decision, days.last_day,
                 "Pwet 7.3.c, 10.4",
                 "Op deze dag moet {new} hebben beslist over wat opnieuw moet worden bekeken. Zo valt er geen gat."),
    DeadlineRule("WW_CLAIM", "WW aanvragen", lambda step, _: step.from_code not in WW and bool(step.codes_after & WW),
                 days.act_within("ww_claim"), "WW 26.1.b",
                 "Vraag WW aan binnen een week na uw eerste werkloze dag. Dat doet u bij UWV."),
    DeadlineRule("WW_WEEKS", "De 36 weken voor de WW",
                 lambda step, _: days.starts(step, WW) and step.from_code in PAID_JOB, days.back("ww_weeks"), "WW 17.1",
                 "UWV kijkt vanaf deze dag terug op uw werk. U moet in 26 van de 36 weken hebben gewerkt."),
    DeadlineRule("WW_SHORTEST", "Kortste WW", lambda step, _: days.starts(step, WW) and step.from_code in PAID_JOB,
                 days.through("ww_shortest"), "WW 42.1",
                 "WW duurt ten minste drie maanden, dus tot en met deze dag. UWV vertelt u hoe lang uw WW duurt."),
    DeadlineRule("WW_LONGEST", "Langste WW", lambda step, _: days.starts(step, WW) and step.from_code in PAID_JOB,
                 days.through("ww_longest"), "WW 42.1",
                 "WW duurt nooit langer dan 24 maanden, dus tot en met deze dag."),
    DeadlineRule("UWV_REGISTRATION_END", "Inschrijving bij UWV loopt af",
                 lambda step, _: step.to_code == "NUG" or days.starts(step, ASSISTANCE), days.registration_ends,
                 "Pwet 6.a; SUWI 30b",
                 "Uw inschrijving bij UWV loopt tot en met deze dag. Verleng haar eerder, anders stopt de hulp.", "M"),
    DeadlineRule("UWV_REGISTRATION", "Inschrijven bij UWV",
                 lambda step, _: step.to_code == "NUG" or days.starts(step, WW) or days.starts(step, ASSISTANCE),
                 days.start, "WW 26.1.d; Pwet 6.a, 9.1.a",
                 "Sta op deze dag ingeschreven als werkzoekende bij UWV. Verleng uw inschrijving op tijd."),
    DeadlineRule("UWV_REGISTRATION_ADVICE", "Inschrijven bij UWV", lambda step, _: step.to_code == "NUG_NIET_GEREG",
                 days.start, "Pwet 6.a; SUWI 30b",
                 "Schrijf u in bij UWV als werkzoekende. Pas daarna kan de gemeente u helpen."),
    DeadlineRule("ASSISTANCE_EARLY_REPORT", "Eerder melden voor bijstand (jonger dan 27)",
                 lambda step, verdicts: step.from_code in WW and days.reports_young(step, verdicts),
                 days.report_day, "Pwet 41.6",
                 "U bent jonger dan 27 jaar. Vanaf deze dag mag u zich al melden voor bijstand."),
    DeadlineRule("ASSISTANCE_SEARCH_PERIOD", "Einde van de vier weken zelf zoeken", days.must_search,
                 days.end_of_search,
                 "Pwet 41.4",
                 "Vanaf deze dag kunt u bijstand aanvragen, als u zich vier weken eerder hebt gemeld."),
    DeadlineRule("ASSISTANCE_CLAIM", "Melden voor bijstand",
                 lambda step, _: days.starts(step, ASSISTANCE - {"WIJ_PARTNER"}), days.start, "Pwet 41.1, 44.1",
                 "Meld u uiterlijk op deze dag bij UWV. U krijgt geen bijstand over de dagen daarvoor."),
    DeadlineRule("ZW_WAIT_END", "Einde van 104 weken ziekte",
                 lambda step, _: step.to_code in SICK | {"LOONDOORBETALING_ZIEK"}, days.end_of_wait,
                 "WIA 23.1; ZW 29.5",
                 "Op deze dag bent u 104 weken ziek, geteld vanaf uw eerste ziektedag."),
    DeadlineRule("WIA_CLAIM", "WIA aanvragen", lambda step, _: step.to_code in SICK | {"LOONDOORBETALING_ZIEK"},
                 days.wia_claim, "WIA 64.3",
                 "Bent u dan nog ziek? Vraag uiterlijk op deze dag WIA aan bij UWV."),
    DeadlineRule("NORISK_WINDOW", "Einde van vijf jaar no-riskpolis", lambda step, _: step.to_code == "WIA_35MIN",
                 days.after("no_risk_window"), "ZW 29b.1.b",
                 "Begint u voor deze dag met een baan? Dan kan uw werkgever de no-riskpolis gebruiken."),
    DeadlineRule("TRIAL_FIRST_TERM", "Einde van de eerste twee maanden proefplaats", days.to_trial("PP_GEM"),
                 days.through("trial_municipality"), "Pwet 8a.2.d",
                 "De proefplaats van de gemeente duurt eerst twee maanden. Daarna kan de gemeente hem verlengen."),
    DeadlineRule("TRIAL_LONGEST", "Langste proefplaats", days.to_trial("PP_GEM"),
                 days.through("trial_municipality_longest"),
                 "Pwet 8a.2.d", "De proefplaats mag niet langer duren dan tot en met deze dag."),
    DeadlineRule("TRIAL_UWV_LONGEST", "Langste proefplaatsing bij UWV",
                 lambda step, verdicts: any(days.to_trial(code)(step, verdicts) for code in
                                            ("PP_UWV_WW", "PP_UWV_WIA", "PP_UWV_WAJONG")),
                 days.through("trial_uwv"), "WW 76a.1; WIA 37.1; Wajong 2:24.1",
                 "De proefplaatsing mag niet langer duren dan tot en met deze dag."),
    DeadlineRule("LKS_REQUEST", "Loonkostensubsidie aanvragen",
                 lambda step, _: step.to_code in PAID_JOB and step.from_code not in WORK
                 and (step.from_code == "PRO_VSO_ENTREE" or step.before.rule in (8, 9, 10)),
                 days.act_within("wage_subsidy_request"), "Pwet 10d.2",
                 "U of uw werkgever kan tot deze dag loonkostensubsidie vragen bij de gemeente."),
    DeadlineRule("LKS_TAIL_END", "Einde van twee jaar zonder subsidie", days.tail, subsidy_tail_end,
                 "Pwet 7.1.a.2, 7.3.c",
                 "Verdient u tot deze dag zelf het minimumloon? Dan stopt daarna de taak van de gemeente."),
    DeadlineRule("LKV_STATEMENT", "Doelgroepverklaring aanvragen",
                 lambda step, verdicts: step.to_code in PAID_JOB and "LKV_AG" in verdicts,
                 days.act_within("wage_benefit_statement"), "Wtl 2.6",
                 "Vraag de verklaring voor uw werkgever uiterlijk op deze dag aan.", "M"),
    DeadlineRule("EXEMPTION_PLAN", "Plan bij de ontheffing",
                 lambda step, verdicts: days.exempt(step, verdicts)
                 and (step.moved or step.from_code not in ASSISTANCE),
                 days.review(0), "Pwet 9a.7",
                 "Bent u alleenstaande ouder? Dan maakt de gemeente uiterlijk op deze dag een plan met u."),
    DeadlineRule("EXEMPTION_REVIEW", "Nieuw onderzoek bij de ontheffing", days.exempt, days.review(1), "Pwet 9a.8",
                 "Na het plan kijkt de gemeente elke zes maanden opnieuw. De eerste keer is uiterlijk op deze dag."),
    DeadlineRule("EXEMPTION_REVIEW_2", "Tweede onderzoek bij de ontheffing", days.exempt, days.review(2), "Pwet 9a.8",
                 "De tweede keer is uiterlijk op deze dag. Daarna elke zes maanden, zolang de ontheffing duurt."),
    DeadlineRule("EXEMPTION_LONGEST", "Langste ontheffing", days.exempt, days.through("single_parent_exemption"),
                 "Pwet 9a.4",
                 "De ontheffing duurt hooguit vijf jaar. De tijd in een vorige gemeente gaat daar nog van af."),
    DeadlineRule("BUSINESS_START_END", "Einde van de startperiode",
                 lambda step, _: step.from_code in WW and step.to_code == "ZELFSTANDIGE",
                 days.through("ww_business_start"),
                 "WW 77a.1", "U mag zes maanden met WW aan uw bedrijf werken, tot en met deze dag."),
    DeadlineRule("AOW_SIGNAL", "Gesprek voor de AOW-leeftijd", lambda step, _: days.starts(step, frozenset({"AOW"})),
                 days.back("aow_signal"), "Pwet 9.1",
                 "Vanaf deze dag bespreken we hoe we uw werkplan afronden.", "M"),
)  # fmt: skip
