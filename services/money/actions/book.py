"""The one writer of postings: what the database refuses is said in a sentence."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone

from services.money import rules
from services.money.models import LedgerAccount, Posting, PostingLine
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict

TOO_MUCH = {
    "ontvangst": "Zoveel is niet toegezegd. Leg eerst de toezegging vast, of boek een lager bedrag.",
    "reservering": "Hier is niet genoeg vrij geld voor. Kies een lager bedrag, een ander doel of andere partners.",
    "annulering": "Dit geld is al verder gebruikt. Annuleer eerst wat later is geboekt.",
}
SENTENCES = {
    "budget_pays_what_came_in": "De kassier heeft dit geld nog niet. Boek eerst de ontvangst.",
    "posting_in_an_open_year": "Dit jaar is afgesloten. Boek het in een jaar dat nog open is.",
    "services_posting_annuls_id_key": "Deze boeking is al geannuleerd.",
}


@contextmanager
def refusals(deed):
    """Turn what the database refuses within it into a Conflict."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as no:
        name = getattr(getattr(no.__cause__, "diag", None), "constraint_name", "") or ""
        sentence = SENTENCES.get(name)
        if name == "account_never_overdrawn":
            sentence = TOO_MUCH.get(deed, "Er staat minder dan dit bedrag. Kies een lager bedrag.")
        if sentence is None:
            raise
        raise Conflict(sentence, field="amount") from no


def book(*, budget, purpose, deed, lines, by, **about):
    """One posting of `lines` ((kind, payer, cents), sum zero); `about` are further columns. Conflict when it cannot be.

    The database locks the budget, keeps the balances, and refuses what would overdraw an account.
    """
    if not rules.balanced(lines):
        raise ValueError(lines)
    with transaction.atomic():
        with refusals(deed):
            posting = Posting.objects.create(
                budget=budget, deed=deed, booked_on=timezone.localdate(), booked_by=by.user, **about
            )
            accounts = _accounts(budget, purpose, lines)
            PostingLine.objects.bulk_create(
                PostingLine(posting=posting, account_id=accounts[kind, payer], cents=cents)
                for kind, payer, cents in lines
            )
        record("services.book", posting, by=by, deed=deed, cents=sum(cents for _, _, cents in lines if cents > 0))
    return posting


def _accounts(budget, purpose, lines) -> dict[tuple[str, int], int]:
    keys = {(kind, payer) for kind, payer, _ in lines}
    known = _known(budget, purpose)
    missing = [
        LedgerAccount(budget=budget, purpose=purpose, kind=kind, payer_id=payer)
        for kind, payer in sorted(keys - set(known))
    ]
    if missing:
        LedgerAccount.objects.bulk_create(missing, ignore_conflicts=True)
        known = _known(budget, purpose)
    return known


def _known(budget, purpose):
    rows = LedgerAccount.objects.filter(budget=budget, purpose=purpose).values_list("kind", "payer", "pk")
    return {(kind, payer): pk for kind, payer, pk in rows}
