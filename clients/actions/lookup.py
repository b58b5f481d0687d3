"""Looking somebody up: counted and logged before it is answered."""

from django.utils import timezone

from clients import lookup
from werkcentrum.access.models import Review, User
from werkcentrum.access.review.silent import open_silently
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Conflict, Refused

BSN_NOT_YOURS = (
    "Met uw rol zoekt u niet op BSN (artikel 46 UAVG). Zoek op geboortedatum, achternaam en huisnummer, "
    "bijvoorbeeld: 14-03-1995 Jansen 12."
)


def look_up(*, by, question) -> lookup.Answer:
    """Answer one exact question (`clients.lookup.Question`).

    Raises Refused (422) for a BSN one may not use, Conflict (409) over the daily limit.
    """
    by.require(Permission.CLIENT_LOOKUP)
    if question.bsn and not lookup.may_use_bsn(by):
        raise Refused(BSN_NOT_YOURS)
    require_room(by=by)
    outcome = lookup.ask(by, question)
    note(by=by, found=outcome.shown or outcome.hidden)
    open_silently(kind=Review.Kind.SEALED, dossiers=outcome.hidden, by=by)
    return outcome.answer


def note(*, by, found):
    """Log one look-up: of the one person it found (also when that is not told), or of nobody."""
    # SECURITY: every look-up has its line, also a miss; the daily limit and the weekly review count these lines.
    by.saw(found if len(found) == 1 else [None], "lookup")


def require_room(*, by):
    """Raise Conflict when the actor used up today's look-ups; that try is logged too."""
    # The row of the user is the queue: two look-ups at once are counted one after the other.
    User.objects.select_for_update(no_key=True).get(pk=by.user.pk)
    most = lookup.limit_on(timezone.localdate())
    if lookup.used_today(by.user) >= most:
        note(by=by, found=[])
        raise Conflict(
            f"U hebt vandaag {most} keer iemand opgezocht. Meer kan niet op één dag. Vraag een collega om te zoeken, "
            "of zoek morgen verder. Een bezoek vastleggen kan wel."
        )
