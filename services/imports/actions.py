"""A list comes in, its columns are named, and its good rows become drafts: all of them or none."""

import datetime
import json

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from services import actions
from services.imports.columns import BY_NAME, guess, header_of
from services.imports.models import OfferList
from services.imports.report import report_of
from services.imports.sheet import SENTENCES
from werkcentrum.audit.record import record
from werkcentrum.limited import Busy, LimitedProcess, NotDone, Overrun
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.uploads.harm import MOST
from werkcentrum.uploads.harm import SENTENCES as HARM

reader = LimitedProcess("services.imports.sheet:read")
KEPT_DAYS = 30


def _require(by, cell):
    """Lists are brought for the own cell; a coordinator may for any cell of the region."""
    by.require(Permission.OFFER_PROPOSE)
    if cell.pk != by.cell.pk and not (by.may(Permission.OFFER_PUBLISH) and cell.region_id == by.region.pk):
        raise PermissionDenied("list of another partner")


def read_file(body, *, size=None) -> list:
    """The rows of a file, read in the limited process: [[number, [cells]]]. Raises Refused with what to do."""
    if max(size or 0, len(body)) > MOST:
        raise Refused(HARM["size"], field="file")
    try:
        _, made = reader(body)
    except Busy:
        raise Refused(SENTENCES["busy"], field="file") from None
    except Overrun:
        raise Refused(SENTENCES["bomb"], field="file") from None
    except NotDone as no:
        raise Refused(SENTENCES.get(no.code, SENTENCES["broken"]), field="file") from None
    return json.loads(made)


@transaction.atomic
def bring_list(*, body, by, cell=None, size=None):
    """Keep a list as rows of text with a guess of its columns. Nothing stands on a menu by it."""
    cell = cell or by.cell
    _require(by, cell)
    rows = read_file(body, size=size)
    header = header_of(rows)
    row = OfferList(cell=cell, brought_by=by.user, rows=rows, header=header, mapping=guess(rows[header][1]))
    row.save()
    record("services.bring_list", row, by=by, rows=len(rows))
    return row


@transaction.atomic
def name_columns(*, offers, mapping, header, by):
    """Say which column is what. `mapping`: column of an offer to place; `header`: place of the row with headers."""
    row = _locked(offers, by)
    if not 0 <= header < len(row.rows):
        raise Refused("Deze regel bestaat niet. Kies de regel met de koppen.", field="header")
    if len(set(mapping.values())) != len(mapping):
        twice = [name for name, place in mapping.items() if list(mapping.values()).count(place) > 1]
        words = " en ".join(f"“{BY_NAME[name].label}”" for name in twice[:2])
        raise Refused(f"Dezelfde kolom staat bij {words}. Kies er een.", field=twice[1])
    row.mapping, row.header = mapping, header
    row.save(update_fields=["mapping", "header"])
    record("services.name_columns", row, by=by)
    return row


@transaction.atomic
def take_over(*, offers, by):
    """Make drafts of the good rows, and bring drafts up to date that the list changed: all of them, or none."""
    row = _locked(offers, by)
    report = report_of(row.rows, row.header, row.mapping, row.cell)
    if report.missing or not report.good:
        raise Refused("Er is geen goede regel om over te nemen. Kies de kolommen, of verbeter uw lijst.")
    for line in report.good:
        try:
            _take(line, row.cell, by)
        except Refused as no:
            raise Refused(f"Regel {line.line}: {no.sentence} Er is niets overgenomen.") from no
    row.taken_at = timezone.now()
    row.made, row.changed = len(report.of("new")), len(report.of("changed"))
    row.save(update_fields=["taken_at", "made", "changed"])
    record("services.take_over", row, by=by, made=row.made, changed=row.changed)
    return row


def _take(line, cell, by):
    number = {"provider_number": line.number} if line.number else {}
    if line.offer is None:
        actions.create_offer(values=line.values | number, provider=cell, by=by)
    else:
        actions.change_offer(offer=line.offer, values=line.said | number, version=line.offer.version, by=by)


def _locked(offers, by):
    rows = OfferList.objects.select_for_update(of=("self",)).select_related("cell__partner", "cell__region")
    row = rows.get(pk=offers.pk)
    _require(by, row.cell)
    if row.taken_at:
        raise Conflict("Deze lijst is al overgenomen. Breng een nieuwe lijst als er iets veranderd is.")
    return row


def forget_lists(*, by, on) -> int:
    """Drop lists that were brought over 30 days before `on`; the offers made of them stay. Returns how many."""
    return OfferList.objects.filter(brought_at__lt=timezone.now() - datetime.timedelta(days=KEPT_DAYS)).delete()[0]
