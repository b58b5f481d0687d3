"""What upper floors tell this one: how a row reads, what counts in the figures, and what else has a term."""

from collections.abc import Callable

_tellers: dict[str, Callable] = {}
_statistics: list[Callable] = []
_erasers: list[Callable] = []
_others: dict[str, tuple[Callable, Callable]] = {}


def tell_as(label):
    """Decorate `teller(row) -> list[(label, value)]` for the rows of a model in the export of a person's data."""

    def register(teller):
        _tellers[label] = teller
        return teller

    return register


def teller_of(label):
    """How the rows of a model read, or None for the ordinary way."""
    return _tellers.get(label)


def count_as(codes):
    """Decorate `codes(dossier_ids) -> dict[dossier_id, dict]`: what of a dossier stays in the figures."""
    _statistics.append(codes)
    return codes


def codes_of(dossier_ids) -> dict:
    """Everything that counts, per dossier."""
    found: dict = {pk: {} for pk in dossier_ids}
    for codes in _statistics:
        for pk, part in codes(dossier_ids).items():
            found[pk] |= part
    return found


def also_erase(eraser):
    """Decorate `eraser(dossier_id)`: called before the rows of a dossier go, for what lies outside its tables."""
    _erasers.append(eraser)
    return eraser


def erasers():
    """All of them."""
    return tuple(_erasers)


def has_term(key, *, count):
    """Decorate `rows(region_id, ended_before) -> QuerySet` of rows that have a term of their own and no dossier.

    `count(region_id, ended_before)` says how many to who prepares a list and may not see the rows themselves.
    """

    def register(rows):
        _others[key] = (rows, count)
        return rows

    return register


def others():
    """Per key of a term: the rows that are not of a dossier, and how to count them."""
    return dict(_others)
