"""What a page of the intake shows: per section the questions, each open, known, masked or hidden."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from clients.intake.backed import ELSEWHERE
from clients.intake.fields import ROLES, sight
from clients.intake.lens import CHANGING, Mode, who_sees, why_hidden
from clients.intake.progress import needed_now
from clients.intake.words import lines, masked, source_line

# Not required, yet worth asking everybody.
FIRST = frozenset({"phone_email"})


@dataclass
class Question:
    """One question as shown. `state`: open, known, entered, masked, waiting, hidden."""

    code: str
    label: str
    state: str
    help: str = ""
    who: str = ""
    lines: list = field(default_factory=list)
    source: str = ""
    ask: bool = False
    change_url: str = ""
    editable: bool = False
    why: str = ""
    required: bool = False
    control: Any = None
    columns: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    none: Any = None
    more: bool = False
    conflict: dict | None = None
    folded: bool = False
    kind: str = ""


@dataclass
class Page:
    """A section: `shown` in the order asked, and apart what this actor cannot see or answer (`closed`)."""

    section: Any
    form: Any
    shown: list
    closed: list

    @property
    def open(self) -> list:
        """The questions that are asked now: those the side note explains."""
        return [question for question in self.shown if question.state == "open"]

    @property
    def answered(self) -> list:
        """What there is to read."""
        return [question for question in self.shown if question.lines or question.state == "entered"]

    @property
    def unanswered(self) -> list:
        """What this actor could still fill in."""
        return [question for question in self.shown if question.state == "waiting"]

    @property
    def who(self) -> list:
        """Who sees the answers: (organisations, labels of the questions), one entry when it is the same for all."""
        found: dict = {}
        for question in self.open:
            found.setdefault(question.who, []).append(question.label)
        return list(found.items())


def page_of(form, client, *, writable=True) -> Page:
    """A section as shown; `form` is its SectionForm. With `writable` False it is only read (the Intake tab)."""
    if form.is_bound:
        form.errors  # noqa: B018  validation before the look of the controls is settled
    questions = [_question(form, one, client, writable) for one in form.section.fields]
    questions = [one for one in questions if not _is_void(one)]
    closed = [one for one in questions if one.state == "hidden" or (one.state == "waiting" and one.why)]
    return Page(form.section, form, [one for one in questions if one not in closed], closed)


def _is_void(question):
    """A question that does not exist for who may not see its answer: that it is there would say something already."""
    # SECURITY: a hidden field says why it is hidden; a secret one is not there, whether or not it was answered.
    return question.code == "address_sealed" and question.state in {"waiting", "masked", "hidden"}


def _question(form, asked, client, writable):
    known, mode = form.known[asked.code], form.lens.mode(asked)
    question = Question(asked.code, asked.label, "hidden", asked.help, who_sees(asked), kind=asked.kind)
    question.required = needed_now(asked, form.known)
    if asked.code == "bsn" and not known.is_known and form.lens.writes and mode is not Mode.HIDDEN:
        question.state, question.change_url = "waiting", reverse("clients:bsn_add", args=[client.public_id])
    elif mode is Mode.HIDDEN:
        question.why = why_hidden(asked)
    elif mode is Mode.MASK and not known.is_known and asked.code != "bsn":
        question.state, question.why = "waiting", f"Nog niet bekend. {who_fills(asked)} vult dit in."
    elif mode is Mode.MASK:
        question.state, question.lines = "masked", masked(asked, form.lens.mask(asked), known.value)
    elif writable and asked in form.asked:
        _open(form, asked, question)
    elif not known.is_known:
        question.state, question.why = (
            "waiting",
            f"Nog niet bekend. {who_fills(asked)} vult dit in." if mode is Mode.READ else "",
        )
        question.change_url = _change_url(asked, client) if mode in CHANGING else ""
    elif mode is Mode.ENTER:
        question.state, question.editable = "entered", True
    else:
        _known(question, asked, known, client, mode)
    return question


def _known(question, asked, known, client, mode):
    question.state = "known"
    question.lines, question.source = lines(asked, known.value), source_line(known)
    question.editable = mode is Mode.WRITE
    question.ask = question.editable and not known.is_fresh
    question.change_url = _change_url(asked, client) if question.editable else ""


def _change_url(asked, client):
    """Where names, address and income are changed: pages of their own; "" for what the intake itself asks."""
    if asked.kind == "periods":
        return reverse("clients:situations", args=[client.public_id])
    if asked.code in ELSEWHERE and asked.code != "bsn":
        return reverse("clients:person_edit", args=[client.public_id])
    return ""


def who_fills(asked) -> str:
    """Who fills in what this actor only reads: "UWV"."""
    return " of ".join(label for role, label in ROLES.items() if sight(asked, role).mark == "S") or "niemand"


def _open(form, asked, question):
    question.state, question.conflict = "open", form.conflicts.get(asked.code)
    # What need not be answered is one line until somebody opens it.
    wanted = question.required or asked.code in form.opened or asked.code in FIRST
    question.folded = not wanted and not form.touches(asked.code)
    if asked.type != "list":
        form.fields[asked.code].required = question.required
        question.control = form[asked.code]
    elif asked.max_rows == 1:
        question.columns = _bound(form, asked, asked.code)
    else:
        count = form.row_count(asked)
        question.rows = [_bound(form, asked, f"{asked.code}-{number}") for number in range(count)]
        question.none, question.more = form[f"{asked.code}-none"], count < asked.max_rows


def _bound(form, asked, prefix):
    for column in asked.columns:
        form.fields[f"{prefix}-{column.code}"].required = column.required
    return [form[f"{prefix}-{column.code}"] for column in asked.columns]
