"""Which key every sealed row holds, and what a change of keys still has to do."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef

from clients.models import NationalNumber, NumberIndex
from werkcentrum.access.second_factor import key_ids
from werkcentrum.keys import keys
from werkcentrum.sealed import sealed_models


@dataclass
class Standing:
    """How many rows hold which key: (words for the table, key id) → rows."""

    rows: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def unknown(self) -> int:
        """Rows whose key is no longer there: nobody can read them until it is back."""
        live = {key.id for key in keys()}
        return sum(number for (table, key_id), number in self.rows.items() if key_id not in live)

    @property
    def old(self) -> int:
        """Sealed texts that still hold a key other than the newest, and numbers without its index."""
        newest = keys()[0].id
        sealed = {model._meta.label for model in sealed_models()}
        factors = [key_id for key_id in key_ids() if key_id != newest]
        held = len(factors) + sum(
            number for (table, key_id), number in self.rows.items() if table in sealed and key_id != newest
        )
        return held + without_index().count()


def standing() -> Standing:
    """Count the rows of every table by key: one query per table."""
    found: dict[tuple[str, str], int] = {}
    models: list[Any] = [*sealed_models(), NumberIndex]
    for model in models:
        counted = model._base_manager.order_by().values_list("key_id").annotate(rows=Count("pk"))
        found |= {(model._meta.label, key_id): number for key_id, number in counted}
    return Standing(found)


def without_index():
    """Numbers that the newest key does not find yet."""
    newest = NumberIndex.objects.filter(client=OuterRef("client"), key_id=keys()[0].id)
    return NationalNumber.with_owner().filter(~Exists(newest))


def old_factors() -> int:
    """Secrets behind codes that another key than the newest seals."""
    return sum(key_id != keys()[0].id for key_id in key_ids())


def work() -> int:
    """How many rows `rotate` has to do."""
    live = [key.id for key in keys()]
    sealed = sum(model._base_manager.filter(key_id__in=live[1:]).count() for model in sealed_models())
    return sealed + old_factors() + without_index().filter(key_id__in=live).count()
