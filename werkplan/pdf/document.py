"""From the JSON of a plan to a PDF."""

from datetime import datetime, time
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import timezone

from werkcentrum.paper import paper
from werkcentrum.web.dates import long_date
from werkplan import rules
from werkplan.duties import is_unverified
from werkplan.models import PlanVersion, Step
from werkplan.snapshot import words

TITLE = "Werkplan: mijn stappen"
STYLE = Path(__file__).parent / "plan.css"
# A plan is a few pages; a table of thousands of rows would take minutes (measured), so paper has an end.
AT_MOST = 200
STATES = dict(Step.State.choices)
DOER = {"klant": "Ik", "coach": "Mijn coach", "aanbieder": "De aanbieder", "werkgever": "De werkgever"}
KINDS = (
    (
        "vrijwillig",
        "Wat wij samen afspreken",
        "U kiest dit zelf. Lukt het niet, dan heeft dat geen gevolg voor uw uitkering.",
    ),
    ("toezegging", "Wat de overheid mij belooft", "Hier mag u ons aan houden."),
    ("verplicht", "Wat moet van de wet", "Dit hoort bij uw uitkering. Erbij staat in welke wet het staat."),
)


def plan_document(client, content: dict, *, version: PlanVersion | None = None) -> bytes:
    """The plan in `content` (see `snapshot`) as PDF for this client. SECURITY: never the BSN, on no page.

    The same version gives the same bytes; the plan of today carries the date of today. Raises TooMuchForPaper.
    """
    html = render_to_string("pdf/plan.html", context_of(client, content, version))
    return paper(html, STYLE, title=TITLE, created=_created(version))


def _created(version):
    if version is not None:
        return timezone.localtime(version.created_at).replace(microsecond=0)
    return timezone.make_aware(datetime.combine(timezone.localdate(), time()))


def context_of(client, content, version) -> dict:
    """Everything the page shows, as ready strings at B1."""
    steps = [_step(step) for goal in content["goals"] for step in goal["steps"]]
    still = sorted((step for step in steps if step["open"]), key=lambda step: step["due"] or "9999")[:AT_MOST]
    return {
        "title": TITLE,
        "name": client.name,
        "as_of": long_date(_created(version).date()),
        "number": version.number if version else 0,
        "digest": version.digest if version else "",
        "answer": _answer(version),
        "own_words": version.own_words if version else content.get("own_view", ""),
        "mine": [step for step in still if step["who"] == "klant"],
        "others": [step for step in still if step["who"] != "klant"],
        "done": [step for step in steps if step["state"] == "klaar"][:AT_MOST],
        "goals": [goal["text"] for goal in content["goals"]][:AT_MOST],
        "agreements": [
            (title, line, [_agreement(row) for row in content["agreements"] if row["kind"] == kind][:AT_MOST])
            for kind, title, line in KINDS
        ],
        "lead": content["lead"],
        "helpers": sorted(
            {step["helper"] for step in steps if step["helper"] and step["helper"] != content["lead"]["partner"]}
        ),
        "evaluate_on": words(content["evaluate_on"]) if content["evaluate_on"] else "",
    }


def _step(step):
    return {
        "title": step["title"],
        "who": step["who"],
        "doer": DOER[step["who"]],
        "due": step["due_on"],
        "until": f"Uiterlijk {words(step['due_on'])}" if step["due_on"] else "",
        "proof": step["proof"],
        "with": step["offer"] if step["offer"] != step["title"] else "",
        "helper": step["helper"],
        "state": step["state"],
        "open": step["state"] in rules.OPEN_STEP,
        "how_far": "" if step["state"] in {"voorgesteld", "afgesproken"} else STATES[step["state"]],
        "runs": [f"{row['title']}: tot en met {words(row['until'])}" for row in step.get("runs", ())],
        "done_on": f"Klaar op {words(step['done_on'])}" if step["done_on"] else "",
    }


def _agreement(row):
    mark = ", nog niet nagegaan" if is_unverified(row["text"], row["article"]) else ""
    until = f"Geldt tot en met {words(row['valid_until'])}" if row.get("valid_until") else ""
    due = f"Uiterlijk {words(row['due_on'])}" if row.get("due_on") else ""
    kept = f"Gedaan op {words(row['kept_on'])}" if row.get("kept_on") else ""
    return row | {"law": f"{row['article']}{mark}", "until": until, "due": kept or due}


def _answer(version):
    if version is None:
        return ""
    day = long_date(version.answered_on)
    if version.answer == PlanVersion.Answer.DISCUSSED:
        return f"Op {day} hebben wij dit plan besproken. Ik ben het er niet mee eens."
    ways = {PlanVersion.Answer.PAPER: "op papier", PlanVersion.Answer.DESK: "in een gesprek"}
    seen = f" {version.seen_by} was daarbij." if version.seen_by else ""
    return f"Op {day} heb ik {ways.get(version.answer, 'digitaal')} ja gezegd tegen dit plan.{seen}"
