"""What a correction of the first day makes different from the report that was made when the income changed."""

from dataclasses import dataclass
from datetime import date

from werkcentrum.web.dates import long_date
from werkplan.models import CarryOver


@dataclass(frozen=True)
class Difference:
    """One item, with what was said of it then and what the law says with the right day; both in words."""

    title: str
    before: str
    after: str


def differences(report) -> list[Difference]:
    """The items and the days that came out otherwise than in the report before this correction: three queries."""
    earlier = CarryOver.objects.filter(client=report.client_id, to_code=report.to_code, pk__lt=report.pk)
    first = earlier.exclude(state=CarryOver.State.CANCELLED).order_by("-pk").first()
    if first is None:
        return []
    then = {(line.item_type, line.item_id): line for line in first.lines.all()}
    found = []
    for line in report.lines.all():
        old = then.get((line.item_type, line.item_id))
        if old and (old.kind, old.until) != (line.kind, line.until):
            found.append(Difference(line.title, _words(old), _words(line)))
    days = {day["code"]: day for day in first.deadlines}
    for day in report.deadlines:
        old = days.get(day["code"])
        if old and old["on"] != day["on"]:
            found.append(Difference(day["name"], _day(old["on"]), _day(day["on"])))
    return found


def _words(line):
    what = line.get_kind_display().lower()
    return f"‘{what}’ tot en met {long_date(line.until)}" if line.until else f"‘{what}’"


def _day(text):
    return long_date(date.fromisoformat(text))
