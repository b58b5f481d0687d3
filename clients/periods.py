"""What the database refuses about income periods, told in a sentence that names both periods."""

from contextlib import contextmanager

from django.db import IntegrityError, connection

from clients import rules
from werkcentrum.refusal import Conflict, Refused

NO_HOLES = "incomeperiod_leading_without_holes"
# Checked here and not at commit, so that the refusal is a sentence; then put off again for what follows.
CHECK_HOLES = f"SET CONSTRAINTS {NO_HOLES} IMMEDIATE; SET CONSTRAINTS {NO_HOLES} DEFERRED"


def words(row) -> str:
    """A period in a sentence, see `rules.words`."""
    return rules.words(row.code, row.valid_from, row.valid_until)


def shape(row) -> list:
    """The days of a period and whether it leads, as they are kept to put them back."""
    return [row.valid_from.isoformat(), row.valid_until and row.valid_until.isoformat(), row.leading]


@contextmanager
def told(row, others):
    """Run the write; what the database refuses becomes a sentence that names both periods (`others`: beside it).

    The transaction of the deed ends with the refusal: nothing may be asked of the database after it.
    """
    try:
        yield
        with connection.cursor() as cursor:
            cursor.execute(CHECK_HOLES)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        raise _sentence(name, row, others) from error


def _sentence(name, row, others):
    beside = [one for one in others if one.pk != row.pk and rules.overlap(one, row)]
    if name == "incomeperiod_same_code_apart":
        other = next((one for one in beside if one.code == row.code), row)
        return Conflict(f"{words(row)} valt samen met {words(other)}. Pas een van de twee aan.", field="valid_from")
    if name == "incomeperiod_one_leading_at_a_time":
        other = next((one for one in beside if one.leading), row)
        return Conflict(
            f"Er kan maar één inkomen tegelijk het belangrijkste zijn. {words(row)} valt samen met {words(other)}. "
            "Haal het vinkje weg, of laat de andere eerder stoppen.",
            field="leading",
        )
    if name == NO_HOLES:
        return Refused(
            f"Dan is er een tijd zonder belangrijkste inkomen. Het gaat om {words(row)}. "
            "Kies eerst wat in die tijd het belangrijkste is.",
            field="leading",
        )
    raise LookupError(name)
