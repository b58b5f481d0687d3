"""A plan as one JSON document: what is frozen when it is agreed, printed as PDF, and compared between versions."""

import hashlib
import json
from dataclasses import dataclass

from django.utils import timezone

from werkcentrum.web.dates import long_date, parse
from werkplan import rules
from werkplan.contents import Contents, read_contents
from werkplan.models import Agreement, Goal, Step

FORMAT = 1
WHO = dict(Step.Who.choices)
GOAL_KINDS = dict(Goal.Kind.choices)
AGREEMENT_KINDS = dict(Agreement.Kind.choices)


def snapshot(plan, contents: Contents | None = None, *, coach: str = "") -> dict:
    """The plan as it stands, as plain JSON values (dates as jjjj-mm-dd). Holds no name and no number of the client."""
    contents, today = contents or read_contents(plan), timezone.localdate()
    return {
        "format": FORMAT,
        "lead": {"partner": plan.lead.partner.name, "coach": coach},
        "evaluate_on": _day(plan.evaluate_on),
        "own_view": plan.own_view,
        "goals": [_goal(goal) for goal in contents.goals if not goal.dropped_reason],
        "agreements": [
            _agreement(row) for row in contents.agreements if not (row.valid_until and row.valid_until < today)
        ],
    }


def _goal(goal) -> dict:
    return {
        "id": goal.pk,
        "text": goal.text,
        "kind": goal.kind,
        "reached_on": _day(goal.reached_on),
        "steps": [_step(step) for step in goal.steps if step.state not in rules.GONE_STEP],
    }


def _step(step) -> dict:
    inzet = step.inzet
    return {
        "id": step.pk,
        "title": step.title,
        "who": step.who,
        "due_on": _day(step.due_on),
        "proof": step.proof,
        "offer": inzet.title if inzet else "",
        "helper": (inzet.owner or inzet.provider) if inzet else "",
        "state": step.state,
        "done_on": _day(step.done_on),
        "inzet": inzet.state if inzet else "",
        "decision_ref": inzet.decision_ref if inzet else "",
        "runs": [
            {"title": row.title, "until": _day(row.ends_on)}
            for row in step.uses
            if row.ends_on and row.state not in rules.ENDED_INZET
        ],
    }


def _agreement(row) -> dict:
    return {
        "id": row.pk,
        "kind": row.kind,
        "text": row.text,
        "article": row.article,
        "consequence": row.consequence,
        "owner": row.owner,
        "valid_from": _day(row.valid_from),
        "valid_until": _day(row.valid_until),
        "due_on": _day(row.due_on),
        "kept_on": _day(row.kept_on),
    }


def _day(day) -> str | None:
    return day.isoformat() if day else None


def digest(content: dict) -> str:
    """SHA-256 of the document in its one canonical spelling."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Difference:
    """One thing that two versions of a plan say differently; an empty side means: not in that version."""

    part: str
    before: str
    after: str

    @property
    def word(self) -> str:
        """What happened, in a word: colour alone says nothing."""
        return "Nieuw" if not self.before else "Gewijzigd" if self.after else "Weg"

    @property
    def look(self) -> str:
        """The badge beside the word."""
        return {"Nieuw": "info", "Gewijzigd": "wait", "Weg": "rest"}[self.word]


def differences(old: dict, new: dict) -> list[Difference]:
    """What was agreed differently, in the order of the plan. Progress of a step is no change of what was agreed."""
    found = []
    for part in ("Doel", "Stap", "Afspraak"):
        before, after = _sentences(old, part), _sentences(new, part)
        found += [
            Difference(part, before.get(key, ""), after.get(key, ""))
            for key in [*after, *(key for key in before if key not in after)]
            if before.get(key) != after.get(key)
        ]
    return found


def _sentences(content, part) -> dict[int, str]:
    if part == "Doel":
        return {goal["id"]: goal["text"] for goal in content["goals"]}
    if part == "Stap":
        return {step["id"]: step_sentence(step) for goal in content["goals"] for step in goal["steps"]}
    today = timezone.localdate().isoformat()
    # An end that was agreed and came is no change of what was agreed.
    return {
        row["id"]: agreement_sentence(row)
        for row in content["agreements"]
        if (row.get("valid_until") or today) >= today
    }


def step_sentence(step: dict) -> str:
    """A step in one line: what, who, by when, how one sees that it is done."""
    parts = [step["title"], WHO[step["who"]]]
    if step["due_on"]:
        parts.append(f"uiterlijk {words(step['due_on'])}")
    if step["proof"]:
        parts.append(f"klaar als: {step['proof']}")
    if step["offer"] and step["offer"] != step["title"]:
        parts.append(f"met: {step['offer']}")
    return " · ".join(parts)


def agreement_sentence(row: dict) -> str:
    """An agreement in one line: its kind, the text, and the article of a duty."""
    article = f" ({row['article']})" if row["article"] else ""
    until = f", tot en met {words(row['valid_until'])}" if row.get("valid_until") else ""
    due = f", uiterlijk {words(row['due_on'])}" if row.get("due_on") else ""
    return f"{AGREEMENT_KINDS[row['kind']]}: {row['text']}{article}{due}{until}"


def words(day: str) -> str:
    """A date of the document in words: "24 november 2026"."""
    return long_date(parse(day))
