"""A change of income, ready to show: five groups of items, bars, days, and what was decided since."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from services.models import Instrument
from werkcentrum.permissions import FieldGroup
from werkplan.models import CarryOverLine, Inzet
from werkplan.shown import show
from werkplan.timebar import Axis, bar_of
from werkplan.words import owner_name

Kind = CarryOverLine.Kind
ICONS = {
    Kind.CARRY_ON: "right",
    Kind.RECONFIRM: "repeat",
    Kind.CONVERT: "convert",
    Kind.STOP: "stop",
    Kind.STAY: "partner",
}
TYPES = {
    "inzet": "hulp of aanbod",
    "agreement": "afspraak",
    "step": "stap",
    "document": "document",
    "duty": "plicht uit de wet",
}


@dataclass
class Row:
    """One item with its verdict in words. `since` is (kind of status, word) of what was decided afterwards."""

    title: str
    using: str
    type: str
    kind: str
    reason: str
    article: str
    who: str
    until: date | None
    becomes: str
    unverified: bool
    pk: int | None = None
    item_id: int | None = None
    inzet: Inzet | None = None
    since: tuple | None = None
    form: Any = None

    @property
    def waits(self) -> bool:
        """Whether somebody still has to decide about it."""
        return bool(self.inzet and self.inzet.state == Inzet.State.TO_RECONFIRM)

    @property
    def stopped(self) -> str:
        """The reason why the new owner did not let it go on, or nothing."""
        if self.inzet is None or self.kind != Kind.RECONFIRM or self.inzet.state != Inzet.State.ENDED_EARLY:
            return ""
        return self.inzet.reason


def goes_on_as(inzet) -> str:
    """The move that lets an inzet go on after it was reconfirmed: as running, or as granted."""
    running = inzet.state_before_reconfirm in {Inzet.State.STARTED, Inzet.State.INTERRUPTED}
    return "confirm_running" if running else "confirm_granted"


@dataclass
class Group:
    """The items of one class."""

    kind: str
    label: str
    icon: str
    rows: list[Row] = field(default_factory=list)

    @property
    def letter(self) -> str:
        """The class in small letters, for the look."""
        return str(self.kind).lower()


def groups_of(rows, old) -> list[Group]:
    """All five groups in order, also those without items: nothing disappears without a reason."""
    labels = {kind: kind.label for kind in Kind} | {Kind.STAY: f"Blijft bij {old}"}
    return [Group(kind, labels[kind], ICONS[kind], [row for row in rows if row.kind == kind]) for kind in Kind]


def rows_of_preview(preview) -> list[Row]:
    """The items as they would be."""
    names = _instruments(line.becomes for line in preview.lines)
    return [
        Row(
            title=line.title,
            using=line.using,
            type=TYPES[line.item_type],
            kind=line.kind,
            reason=line.reason,
            article=line.article,
            who=_who(line.owner, preview.client, preview.lead, preview.receiver),
            until=line.until,
            becomes=line.offer.title if line.offer else names.get(line.becomes, ""),
            unverified=line.unverified,
        )
        for line in preview.lines
    ]


def _who(kind, client, lead, receiver):
    """Who acts: the next partner by name when it is of that kind, else the one that leads."""
    if receiver.cell is not None and receiver.cell.partner.kind == kind:
        return receiver.name
    return owner_name(kind, client, lead)


def _instruments(codes) -> dict[str, str]:
    wanted = {code for code in codes if code}
    return dict(Instrument.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def bars_of_preview(preview, old) -> tuple[Axis, list]:
    """The axis and a bar for every item."""
    axis = Axis(preview.on)
    bars = [
        bar_of(
            title=line.title,
            kind=line.kind,
            starts=_starts(line.item),
            ends=_ends(line.item),
            term=line.term,
            axis=axis,
            old=old,
        )
        for line in preview.lines
    ]
    return axis, sorted(bars, key=lambda bar: bar.kind)


def _starts(item):
    return getattr(item, "starts_on", None) or getattr(item, "valid_from", None)


def _ends(item):
    return getattr(item, "ends_on", None) or getattr(item, "valid_until", None)


@dataclass
class Told:
    """A report as it stands now."""

    groups: list[Group]
    old: str
    new: str
    deadlines: list[dict[str, Any]]

    @property
    def waiting(self) -> list[Row]:
        """Items that still wait for a decision, the first day first."""
        rows = [row for group in self.groups for row in group.rows if row.waits]
        return sorted(rows, key=lambda row: row.until or date.max)

    @property
    def to_discuss(self) -> list[Row]:
        """Promises and agreements that the new partner decides about; they have no state of their own."""
        return [row for group in self.groups for row in group.rows if row.kind == Kind.RECONFIRM and row.inzet is None]

    @property
    def to_request(self) -> list[Row]:
        """Converted items of which the equivalent was not requested yet."""
        rows = [row for group in self.groups for row in group.rows if row.kind == Kind.CONVERT]
        return [row for row in rows if row.inzet and row.inzet.state == Inzet.State.EXPLORED]


def told(report, client) -> Told:
    """The report with what was decided since: three queries, whatever the number of lines."""
    lines = list(report.lines.all())
    names = _instruments(line.becomes for line in lines)
    ids = [line.item_id for line in lines if line.item_type == "inzet"]
    uses = Inzet.objects.filter(plan=report.plan_id).select_related("offer", "instrument", "step")
    found = uses.filter(pk__in=ids).in_bulk() if ids else {}
    fresh = {row.replaces_id: row for row in uses.filter(replaces__in=ids)} if ids else {}
    lead = report.plan.lead if report.plan else None
    new = report.after.get("name") or owner_name(report.after["partner_kind"], client)
    rows = [_told_row(line, names, found, fresh, client, lead, report) for line in lines]
    old = owner_name(report.before["partner_kind"], client)
    days = [{**day, "on": date.fromisoformat(day["on"])} for day in report.deadlines]
    return Told(groups_of(rows, old), old, new, days)


def _told_row(line, names, found, fresh, client, lead, report):
    inzet = found.get(line.item_id) if line.item_type == "inzet" else None
    title, using = _titles(line, inzet)
    if line.kind == Kind.CONVERT and inzet is not None:
        inzet = fresh.get(inzet.pk, inzet)
    who = (
        report.after.get("name") if line.owner == report.after["partner_kind"] else owner_name(line.owner, client, lead)
    )
    return Row(
        title=title,
        using=using,
        type=TYPES.get(line.item_type, ""),
        kind=line.kind,
        reason=line.reason,
        article=line.article,
        who=who or owner_name(line.owner, client, lead),
        until=line.until,
        becomes=(inzet.offer.title if inzet and inzet.offer and line.becomes else "") or names.get(line.becomes, ""),
        unverified=line.unverified,
        pk=line.pk,
        item_id=line.item_id,
        inzet=show("inzet", inzet, (FieldGroup.PLAN,)),
        since=_since(line, inzet),
    )


def _titles(line, inzet):
    """The step, and the offer or instrument it uses; the report keeps both in one line."""
    if inzet is None or not line.title.startswith(f"{inzet.step.title} · "):
        return line.title, ""
    return inzet.step.title, line.title.removeprefix(f"{inzet.step.title} · ")


def _since(line, inzet):
    """What became of it afterwards, as (status kind, word), or None when nothing had to be decided."""
    if inzet is None:
        return None
    if inzet.state == Inzet.State.TO_RECONFIRM:
        return ("stop", "Te laat") if inzet.decide_by < timezone.localdate() else ("wait", "Wacht op besluit")
    if line.kind == Kind.RECONFIRM:
        ended = inzet.state == Inzet.State.ENDED_EARLY
        return ("stop", "Gaat niet door") if ended else ("done", f"Gaat door: {inzet.get_state_display().lower()}")
    if line.kind == Kind.CONVERT:
        return ("wait", "Nog aanvragen") if inzet.state == Inzet.State.EXPLORED else ("done", inzet.get_state_display())
    return None
