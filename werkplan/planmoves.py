"""The life-cycle of a plan as a coach sees it: which button, with which words, and what happens next."""

from dataclasses import dataclass

LOOK = {
    "concept": "draft", "ter_akkoord": "wait", "vastgesteld": "done", "in_uitvoering": "busy", "in_evaluatie": "info",
    "gepauzeerd": "rest", "overdracht_aangeboden": "wait", "nazorg": "info", "afgesloten": "lock", "heropend": "draft",
}  # fmt: skip


@dataclass(frozen=True)
class MoveWords:
    """A move in words: the button, the title of its page, and the consequence that is read before it is done."""

    label: str
    title: str
    consequence: str
    danger: bool = False


MOVES = {
    "take_back": MoveWords(
        "Terughalen",
        "Plan terughalen",
        "De klant ziet het plan dan weer als concept. Daarna vraagt u opnieuw om akkoord.",
    ),
    "run": MoveWords(
        "Start het plan", "Plan starten", "Het plan loopt vanaf vandaag. Kies wanneer u samen terugkijkt."
    ),
    "evaluate": MoveWords(
        "Terugkijken",
        "Samen terugkijken",
        "Het plan komt op ‘in evaluatie’. Stappen lopen gewoon door. Daarna kiest u een nieuwe datum.",
    ),
    "pause": MoveWords("Pauzeren", "Plan pauzeren", "Het plan rust. Er verandert niets aan wat is afgesproken."),
    "resume": MoveWords("Hervatten", "Plan hervatten", "Het plan loopt weer. Kies wanneer u samen terugkijkt."),
    "aftercare": MoveWords(
        "Naar nazorg", "Naar nazorg", "Er is werk. U houdt nog contact; het plan blijft open tot u het afsluit."
    ),
    "close": MoveWords(
        "Afsluiten",
        "Plan afsluiten",
        "U kunt daarna niets meer wijzigen. Het plan blijft bewaard en kan weer open.",
        danger=True,
    ),
    "reopen": MoveWords(
        "Heropenen", "Plan heropenen", "U gaat verder waar u gebleven was. De klant geeft opnieuw akkoord."
    ),
}
GO_ON = MoveWords("Doorgaan", "Doorgaan met het plan", "Het plan loopt weer. Kies wanneer u weer samen terugkijkt.")


def words_of(name, state) -> MoveWords:
    """The words of a move; running again after looking back is called going on."""
    return GO_ON if name == "run" and state in {"in_evaluatie", "heropend"} else MOVES[name]


def next_act(plan, contents, moves):
    """What a coach does first in this state: (sentence, route, argument or None, label); None when nothing presses.

    `moves` are the transitions allowed now; without rights there is nothing to do.
    """
    goals = [goal for goal in contents.goals if not goal.dropped_reason]
    if "send_for_consent" in moves:
        if not goals:
            return "Schrijf op wat de klant wil, in eigen woorden.", "goal_add", None, "Doel toevoegen"
        if not any(step for goal in goals for step in goal.steps):
            return "Voeg de eerste stap toe: wie doet wat, en wanneer?", "step_add", None, "Stap toevoegen"
        return "Staat alles erin? Leg het plan dan voor aan de klant.", "consent", None, "Vraag akkoord"
    if "establish" in moves:
        return "Het plan ligt bij de klant. Wat is het antwoord?", "consent", None, "Antwoord vastleggen"
    if "run" in moves:
        words = words_of("run", plan.state)
        return words.consequence, "plan_move", "run", words.label
    if "resume" in moves:
        return "Het plan rust. Kan het weer lopen?", "plan_move", "resume", "Hervatten"
    if "reopen" in moves:
        return "Het plan is afgesloten. Is er weer iets nodig?", "plan_move", "reopen", "Heropenen"
    return None
