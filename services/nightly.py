"""What the menukaart forgets every night."""

from services.imports import actions as imports
from services.shortage.note import forget
from werkcentrum import outbox


@outbox.nightly("forget_shortages", title="Sleutels van gemiste vragen weggooien", order=82)
def forget_shortages(*, by, on):
    """After a quarter nobody can be recognised in its counts any more."""
    dropped, rows = forget(on)
    return f"{dropped} sleutels en {rows} regels weg." if dropped or rows else "Niets was oud genoeg."


@outbox.nightly("forget_lists", title="Oude lijsten van aanbieders weggooien", order=83)
def forget_lists(*, by, on):
    """A list is only kept as long as somebody may still want to see what was wrong with it."""
    dropped = imports.forget_lists(by=by, on=on)
    return f"{dropped} lijsten weg." if dropped else "Niets was oud genoeg."
