"""The question "Wat als ik ga werken?": the consequences by the same rules as a real change. Nothing is written."""

from dataclasses import dataclass

from clients.models import IncomePeriod
from werkcentrum.refusal import Refused
from werkcentrum.web.dates import long_date
from werkplan.carryover.work_hours import WorkAnswer, with_work
from werkplan.transition import Preview, consequences
from werkplan.words import situation_words


@dataclass(frozen=True)
class Question:
    """What is asked, what becomes of the income, and what that does to the plan."""

    hours: int
    answer: WorkAnswer
    preview: Preview

    @property
    def stays(self) -> bool:
        """Whether the leading income stays what it is; then the work begins beside it."""
        return self.answer.code == self.preview.from_code

    @property
    def title(self) -> str:
        """The question as somebody asks it."""
        return f"Wat als ik ga werken voor {self.hours} uur?"

    @property
    def income(self) -> str:
        """What the income would be, in a sentence."""
        now, then = situation_words(self.preview.from_code), situation_words(self.answer.code)
        day = long_date(self.preview.on)
        if self.stays:
            return f"Vanaf {day} houdt u: {now}. Daarnaast werkt u."
        beside = " Daarnaast werkt u." if self.answer.beside else ""
        return f"Nu hebt u: {now}. Vanaf {day} wordt dat: {then}.{beside}"

    @property
    def guess(self) -> str:
        """What was guessed about the pay, or nothing."""
        if not self.answer.guessed:
            return ""
        what = "genoeg" if self.answer.enough else "niet genoeg"
        return f"Wij schatten dat u met {self.hours} uur {what} verdient om zonder uitkering te leven."


def what_if_work(*, client, hours, on, enough, by) -> Question:
    """What working `hours` a week from `on` would mean; `enough` None: not known. Reads only.

    Raises Refused (422) when no income is known on the day before.
    """
    rows = list(IncomePeriod.objects.filter(client=client))
    led = [row for row in rows if row.leading and row.valid_from < on]
    if not led:
        raise Refused("Er staat nog geen inkomen in het dossier. Vul dat eerst in.", field="on")
    code = max(led, key=lambda row: row.valid_from).code
    answer = with_work(code, hours, on, enough)
    preview = consequences(client=client, code=answer.code, on=on, rows=rows, by=by, also=answer.beside)
    return Question(hours, answer, preview)
