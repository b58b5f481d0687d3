"""Pure conditions of the plan: no query, no clock, no request. States are the values stored in the database."""

from datetime import date

from werkcentrum.vocabulary import shift

EVALUATE_AFTER = (6, "months")

OPEN_STEP = frozenset({"voorgesteld", "afgesproken", "bezig", "wacht_op_derde"})
GONE_STEP = frozenset({"niet_gelukt", "vervallen"})
HOLDS_A_PLACE = frozenset({"toegekend", "gestart", "onderbroken"})
ENDED_INZET = frozenset({"afgewezen", "afgerond", "voortijdig_beeindigd"})
UNTOUCHABLE = {
    "ter_akkoord": "Het plan ligt bij de klant. Haal het eerst terug naar concept; daarna kunt u het wijzigen.",
    "afgesloten": "Het plan is afgesloten. Heropen het eerst; daarna kunt u het wijzigen.",
}
NEW_VERSION_FROM = frozenset({"vastgesteld", "in_uitvoering", "in_evaluatie", "nazorg"})


def why_unchangeable(state: str) -> str:
    """The sentence why goals, steps and agreements stand still in this state of the plan; "" when they may change."""
    return UNTOUCHABLE.get(state, "")


def why_not_ready(goals: int, steps: int) -> str:
    """The sentence why a plan cannot be sent for agreement yet; "" when it can (domain 3.2: goal and step)."""
    if not goals:
        return "Er staat nog geen doel in het plan. Voeg eerst een doel toe in de woorden van de klant."
    if not steps:
        return (
            "Er staat nog geen stap in het plan. Voeg eerst een stap toe; dan is duidelijk waar de klant ja tegen zegt."
        )
    return ""


def holds_place(state: str, state_before_reconfirm: str = "") -> bool:
    """Whether an inzet in this state takes a place of its offer; while it is reconfirmed it keeps what it had."""
    return (state_before_reconfirm or state) in HOLDS_A_PLACE


def default_evaluation(today: date) -> date:
    """The day on which client and coach look back unless they choose another."""
    return shift(today, *EVALUATE_AFTER)


def why_bad_evaluation(day: date, today: date) -> str:
    """Why a plan cannot run with this evaluation date; "" when it can (domain 3.3: always in the future)."""
    return "" if day > today else "Kies een datum na vandaag om samen terug te kijken."


def age_on(birth: date, day: date) -> int:
    """Age in whole years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def why_not_close(reason: str, duties: bool) -> str:
    """Why a plan cannot close for this reason; "" when it can: on her own wish only without a duty (domain 3.3)."""
    if reason == "eigen_verzoek" and duties:
        return "In dit plan staat een verplichting uit de wet. Dan kan het niet stoppen op eigen verzoek."
    return ""


def why_not_discard(own: bool, decided: bool, seen: bool) -> str:
    """The sentence why a step cannot be thrown away as if it never was; "" for a slip of one's own that nobody saw."""
    if not own:
        return "Deze stap schreef iemand anders op. Laat hem vervallen met een reden; dan weet iedereen waarom."
    if decided:
        return "Over deze stap is al iets besloten of gezegd. Laat hem vervallen met een reden."
    if seen:
        return "Iemand anders zag deze stap al. Laat hem vervallen met een reden; dan begrijpt iedereen het."
    return ""
