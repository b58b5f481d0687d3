"""What the menukaart forgets every night."""

from services.shortage.note import forget
from werkcentrum import outbox


@outbox.nightly("forget_shortages", title="Sleutels van gemiste vragen weggooien", order=82)
def forget_shortages(*, by, on):
    """After a quarter nobody can be recognised in its counts any more."""
    dropped, rows = forget(on)
    return f"{dropped} sleutels en {rows} regels weg." if dropped or rows else "Niets was oud genoeg."
