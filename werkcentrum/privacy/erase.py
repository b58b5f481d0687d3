"""Erasing a person: every row about her in every table, histories included; a row in the figures stays.

Driven by `scoping.BELONGS`: a new model about clients is erased because a house test asks to whom its rows belong.
"""

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from werkcentrum.access.models import Dossier
from werkcentrum.access.scoping import BELONGS, source_of
from werkcentrum.audit.models import Submission
from werkcentrum.audit.record import record
from werkcentrum.privacy import hooks, ledger
from werkcentrum.privacy.models import Erasure, Statistic

STAYS = {
    "access.Dossier": "an empty pseudonym that the log points at",
    "audit.Event": "codes and ids only",
    "audit.Reading": "who looked, when; no values",
}


def tables_of_people() -> list[tuple]:
    """(model, path to the dossier) of everything that goes: histories first, then children before parents."""
    found = []
    for model in apps.get_models():
        label = source_of(model)._meta.label
        if label in BELONGS and label not in STAYS:
            found.append((model, BELONGS[label]))
    return sorted(found, key=lambda pair: (source_of(pair[0]) is pair[0], -pair[1].count("__"), pair[1] == "dossier"))


@transaction.atomic
def erase(*, dossiers, term, by, noted=False) -> int:
    """Erase the people of these dossiers (a list, locked here); returns how many. Writes figures and ledger first.

    Only the owner of the tables can: the append-only triggers let a deletion pass in a transaction that says
    `app.erasing`, and only for that role. A dossier that is erased already is left alone. `noted`: the file has it.
    """
    ids = [dossier.pk for dossier in dossiers]
    rows = list(Dossier.objects.select_for_update().filter(pk__in=ids, erased_at=None).order_by("pk"))
    if not rows:
        return 0
    ids, today = [row.pk for row in rows], timezone.localdate()
    _count(rows)
    if not noted:
        ledger.note([(row.public_id, term, today) for row in rows])
    Erasure.objects.bulk_create(
        (Erasure(dossier=row.public_id, term=term, erased_on=today) for row in rows), ignore_conflicts=True
    )
    for eraser in hooks.erasers():
        for pk in ids:
            eraser(pk)
    _forget_forms(ids)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.erasing', 'on', true)")
    now = timezone.now()
    Dossier.objects.filter(pk__in=ids).update(erased_at=now, sealed=False, restricted_at=None)
    going = tables_of_people()
    _cut_loose(going, ids)
    for model, path in going:
        found = model._base_manager.filter(**{f"{path}__in": ids})
        found._raw_delete(found.db)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.erasing', '', true)")
    for row in rows:
        record("privacy.erase", row, by=by, dossier=row.pk, term=term)
    return len(rows)


def _cut_loose(going, ids):
    """What stays no longer points at what goes: the register of breaches at the check it came from."""
    gone = dict(going)
    for model in apps.get_models():
        if model in gone or source_of(model) is not model:
            continue
        for field in model._meta.concrete_fields:
            path = gone.get(field.related_model) if field.is_relation and field.null else None
            if path:
                model._base_manager.filter(**{f"{field.name}__{path}__in": ids}).update(**{field.name: None})


def _count(rows):
    codes = hooks.codes_of([row.pk for row in rows])
    Statistic.objects.bulk_create(
        Statistic(
            region_id=row.region_id,
            month=timezone.localdate(row.opened_at).replace(day=1),
            codes=codes[row.pk],
        )
        for row in rows
    )


def _forget_forms(ids):
    """Handled forms remember where they led: an address with the public id of the person."""
    names = apps.get_model("clients.Client")._base_manager.filter(pk__in=ids).values_list("public_id", flat=True)
    for name in names:
        Submission.objects.filter(Q(answer__contains=str(name))).delete()
