"""The days a change of income brings along, as a table: when it applies, from which day, and by which article."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from clients.responsibility.facts import certainly_young
from werkcentrum.vocabulary import SITUATIONS, START, parameter, shift

from .groups import ASSISTANCE, PAID_JOB, SICK, WORK, WW
from .rules import Outcome
from .transition import Transition
from .verdict import Verdict, subsidy_tail_end
from .wording import fill

Verdicts = dict[str, Verdict]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day that matters: what must be done by then, or what is possible from then."""

    code: str
    name: str
    on: date
    article: str
    explanation: str


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


def _starts(step: Transition, group: frozenset[str]) -> bool:
    """The new situation is in the group and the old one was not."""
    return step.to_code in group and step.from_code not in group


def _after(name: str) -> Callable[[Transition], date]:
    return lambda step: parameter(name, step.on).after(step.on)


def _through(name: str) -> Callable[[Transition], date]:
    return lambda step: parameter(name, step.on).after(step.on) - timedelta(days=1)


def _start(step: Transition) -> date:
    return step.on


def _last_day(step: Transition) -> date:
    return step.last_day


def _young(step: Transition) -> bool:
    birth = step.facts_after.birth_date
    if birth is not None:
        return certainly_young(birth, step.on)
    return SITUATIONS[step.to_code].young or SITUATIONS[step.from_code].young


def _reports_young(step: Transition, verdicts: Verdicts) -> bool:
    return _starts(step, ASSISTANCE - {"WIJ_PARTNER"}) and _young(step)


def _must_search(step: Transition, verdicts: Verdicts) -> bool:
    exempt = step.from_code == "PRO_VSO_ENTREE" or step.facts_after.wage_subsidy_granted is True
    return _reports_young(step, verdicts) and not exempt


def _report_day(step: Transition) -> date:
    term = parameter("early_report_young", step.on)
    return term.before(step.last_day) if step.from_code in WW else step.on


def _end_of_search(step: Transition) -> date:
    return parameter("search_period", step.on).after(_report_day(step))


def _first_sick_day(step: Transition) -> date:
    """The day the 104 weeks start: known from the sick period, 13 weeks back after WW, else the start itself."""
    known = [
        period.valid_from
        for period in step.facts_before.situations
        if period.code in SICK | {"LOONDOORBETALING_ZIEK"} and period.valid_from and period.holds_on(step.last_day)
    ]
    if known:
        return min(known)
    return parameter("ww_sick_before_zw", step.on).before(step.on) if step.from_code in WW else step.on


def _end_of_wait(step: Transition) -> date:
    return parameter("wia_wait", step.on).after(_first_sick_day(step))


def _wia_claim(step: Transition) -> date:
    return parameter("wia_claim_before_end", step.on).before(_end_of_wait(step))


def _four_months_before(step: Transition) -> date:
    return parameter("ww_end_signal", step.on).before(step.last_day)


def _second_review(step: Transition) -> date:
    term = parameter("single_parent_review", step.on)
    return shift(step.on, 2 * term.value, term.unit)


def _to_trial(code: str) -> Callable[[Transition, Verdicts], bool]:
    return lambda step, verdicts: any(verdict.replacement == code for verdict in verdicts.values())


def _new_decision(step: Transition, verdicts: Verdicts) -> bool:
    reconfirmed = any(verdict.outcome is Outcome.RECONFIRM for verdict in verdicts.values())
    return reconfirmed and step.before != step.after and (step.moved or _owner_differs(step))


def _owner_differs(step: Transition) -> bool:
    return step.before.partner_kind is not step.after.partner_kind


def _tail(step: Transition, verdicts: Verdicts) -> bool:
    return step.after.rule == 4


RULES: tuple[DeadlineRule, ...] = (
    DeadlineRule("WW_END_SIGNAL", "Gesprek over het einde van de WW",
                 lambda step, _: step.from_code in WW and not step.codes_after & WW and step.to_code not in WORK,
                 _four_months_before, "WW 42",
                 "Vanaf deze dag bespreekt UWV met u wat er na de WW komt. Uw plan kan dan op tijd mee.", "M"),
    DeadlineRule("NEW_OWNER_DECISION", "Besluit van de nieuwe partner", _new_decision, _last_day,
                 "Pwet 7.3.c, 10.4",
                 "Op deze dag moet {new} hebben beslist over wat opnieuw moet worden bekeken. Zo valt er geen gat."),
    DeadlineRule("WW_CLAIM", "WW aanvragen", lambda step, _: step.from_code not in WW and bool(step.codes_after & WW),
                 _after("ww_claim"), "WW 26.1.b",
                 "Vraag WW aan binnen een week na uw eerste werkloze dag. Dat doet u bij UWV."),
    DeadlineRule("UWV_REGISTRATION", "Inschrijven bij UWV",
                 lambda step, _: step.to_code == "NUG" or _starts(step, WW) or _starts(step, ASSISTANCE),
                 _start, "WW 26.1.d; Pwet 6.a, 9.1.a",
                 "Sta op deze dag ingeschreven als werkzoekende bij UWV. Verleng uw inschrijving op tijd."),
    DeadlineRule("UWV_REGISTRATION_ADVICE", "Inschrijven bij UWV", lambda step, _: step.to_code == "NUG_NIET_GEREG",
                 _start, "Pwet 6.a; SUWI 30b",
                 "Schrijf u in bij UWV als werkzoekende. Pas daarna kan de gemeente u helpen."),
    DeadlineRule("ASSISTANCE_EARLY_REPORT", "Eerder melden voor bijstand (jonger dan 27)",
                 lambda step, verdicts: step.from_code in WW and _reports_young(step, verdicts),
                 _report_day, "Pwet 41.6",
                 "U bent jonger dan 27 jaar. Vanaf deze dag mag u zich al melden voor bijstand."),
    DeadlineRule("ASSISTANCE_SEARCH_PERIOD", "Einde van de vier weken zelf zoeken", _must_search, _end_of_search,
                 "Pwet 41.4",
                 "Vanaf deze dag kunt u bijstand aanvragen, als u zich vier weken eerder hebt gemeld."),
    DeadlineRule("ASSISTANCE_CLAIM", "Melden voor bijstand",
                 lambda step, _: _starts(step, ASSISTANCE - {"WIJ_PARTNER"}), _start, "Pwet 41.1, 44.1",
                 "Meld u uiterlijk op deze dag bij UWV. U krijgt geen bijstand over de dagen daarvoor."),
    DeadlineRule("ZW_WAIT_END", "Einde van 104 weken ziekte",
                 lambda step, _: step.to_code in SICK | {"LOONDOORBETALING_ZIEK"}, _end_of_wait, "WIA 23.1; ZW 29.5",
                 "Op deze dag bent u 104 weken ziek, geteld vanaf uw eerste ziektedag."),
    DeadlineRule("WIA_CLAIM", "WIA aanvragen", lambda step, _: step.to_code in SICK | {"LOONDOORBETALING_ZIEK"},
                 _wia_claim, "WIA 64.3",
                 "Bent u dan nog ziek? Vraag uiterlijk op deze dag WIA aan bij UWV."),
    DeadlineRule("NORISK_WINDOW", "Einde van vijf jaar no-riskpolis", lambda step, _: step.to_code == "WIA_35MIN",
                 _after("no_risk_window"), "ZW 29b.1.b",
                 "Begint u voor deze dag met een baan? Dan kan uw werkgever de no-riskpolis gebruiken."),
    DeadlineRule("TRIAL_FIRST_TERM", "Einde van de eerste twee maanden proefplaats", _to_trial("PP_GEM"),
                 _through("trial_municipality"), "Pwet 8a.2.d",
                 "De proefplaats van de gemeente duurt eerst twee maanden. Daarna kan de gemeente hem verlengen."),
    DeadlineRule("TRIAL_LONGEST", "Langste proefplaats", _to_trial("PP_GEM"), _through("trial_municipality_longest"),
                 "Pwet 8a.2.d", "De proefplaats mag niet langer duren dan tot en met deze dag."),
    DeadlineRule("TRIAL_UWV_LONGEST", "Langste proefplaatsing bij UWV",
                 lambda step, verdicts: any(_to_trial(code)(step, verdicts) for code in
                                            ("PP_UWV_WW", "PP_UWV_WIA", "PP_UWV_WAJONG")),
                 _through("trial_uwv"), "WW 76a.1; WIA 37.1; Wajong 2:24.1",
                 "De proefplaatsing mag niet langer duren dan tot en met deze dag."),
    DeadlineRule("LKS_REQUEST", "Loonkostensubsidie aanvragen",
                 lambda step, _: step.to_code in PAID_JOB and step.from_code not in WORK
                 and (step.from_code == "PRO_VSO_ENTREE" or step.before.rule in (8, 9, 10)),
                 _after("wage_subsidy_request"), "Pwet 10d.2",
                 "U of uw werkgever kan tot deze dag loonkostensubsidie vragen bij de gemeente."),
    DeadlineRule("LKS_TAIL_END", "Einde van twee jaar zonder subsidie", _tail, subsidy_tail_end, "Pwet 7.1.a.2, 7.3.c",
                 "Verdient u tot deze dag zelf het minimumloon? Dan stopt daarna de taak van de gemeente."),
    DeadlineRule("LKV_STATEMENT", "Doelgroepverklaring aanvragen",
                 lambda step, verdicts: step.to_code in PAID_JOB and "LKV_AG" in verdicts,
                 _after("wage_benefit_statement"), "Wtl 2.6",
                 "Vraag de verklaring voor uw werkgever uiterlijk op deze dag aan.", "M"),
    DeadlineRule("EXEMPTION_PLAN", "Plan bij de ontheffing",
                 lambda step, verdicts: "ONTHEFFING" in verdicts and bool(step.codes_after & ASSISTANCE)
                 and (step.moved or step.from_code not in ASSISTANCE),
                 _after("single_parent_review"), "Pwet 9a.7",
                 "Bent u alleenstaande ouder? Dan maakt de gemeente uiterlijk op deze dag een plan met u."),
    DeadlineRule("EXEMPTION_REVIEW", "Nieuw onderzoek bij de ontheffing",
                 lambda step, verdicts: "ONTHEFFING" in verdicts and bool(step.codes_after & ASSISTANCE),
                 _second_review, "Pwet 9a.8",
                 "Na het plan kijkt de gemeente elke zes maanden opnieuw. De eerste keer is uiterlijk op deze dag."),
    DeadlineRule("BUSINESS_START_END", "Einde van de startperiode",
                 lambda step, _: step.from_code in WW and step.to_code == "ZELFSTANDIGE", _through("ww_business_start"),
                 "WW 77a.1", "U mag zes maanden met WW aan uw bedrijf werken, tot en met deze dag."),
    DeadlineRule("AOW_SIGNAL", "Gesprek voor de AOW-leeftijd", lambda step, _: _starts(step, frozenset({"AOW"})),
                 lambda step: parameter("aow_signal", step.on).before(step.on), "Pwet 9.1",
                 "Vanaf deze dag bespreken we hoe we uw werkplan afronden.", "M"),
)  # fmt: skip


def deadlines(step: Transition, verdicts: Verdicts) -> tuple[Deadline, ...]:
    """The days of this change, in order of time; the verdicts on the items decide some of them."""
    found = []
    for rule in RULES:
        in_force = rule.valid_from <= step.on and (rule.valid_until is None or step.on <= rule.valid_until)
        day = rule.day(step) if in_force and rule.applies(step, verdicts) else None
        if day is not None:
            found.append(Deadline(rule.code, rule.name, day, rule.article, fill(rule.explanation, step)))
    return tuple(sorted(found, key=lambda one: (one.on, one.code)))
