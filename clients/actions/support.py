"""Who helps with a dossier beside its lead, told on the timeline; and who says that she knows the client."""

from django.db import transaction

from clients.receiver import partner_name
from clients.team import may_know
from clients.timeline import tell
from werkcentrum.access import actions as access
from werkcentrum.audit.record import record
from werkcentrum.refusal import Refused
from werkcentrum.web.dates import long_date

KNOWS = (
    "Vraag deze collega eerst of zij de klant van huis kent. Kent zij de klant niet? Zet dan een vinkje bij "
    "“Ik heb het gevraagd” en bewaar opnieuw."
)


def require_no_kin(*, user, client, asked, by):
    """Refused (422) when the employee may know the client, until it was asked. The sentence never says why."""
    # AVG: that a colleague is a client too is nobody's business; the same words stand for every reason.
    if not asked and may_know(user, client):
        raise Refused(KNOWS, field="asked")


@transaction.atomic
def add_support(*, client, user, participation, groups, until, by, asked=False):
    """Let a named person support on groups of fields until a day; raises as `access.actions.support.add_support`."""
    require_no_kin(user=user, client=client, asked=asked, by=by)
    row = access.add_support(
        dossier=client.dossier,
        user=user,
        participation=participation,
        groups=groups,
        until=until,
        by=by,
    )
    who = f"{user.name} ({partner_name(participation)})"
    _tell("clients.add_support", client, row, f"{who} kijkt mee op onderdelen, tot en met {long_date(until)}.", by)
    return row


@transaction.atomic
def end_support(*, client, row, by):
    """Stop a support: by the lead or by the client."""
    held = access.end_support(row=row, by=by)
    stopped = "De klant stopte dit." if by.is_client else "Gestopt door de regiehouder."
    text = f"{held.user.name} ({partner_name(held.participation)}) kijkt niet meer mee. {stopped}"
    _tell("clients.end_support", client, held, text, by)
    return held


@transaction.atomic
def add_substitute(*, client, user, by, asked=False):
    """Name a colleague as substitute; raises as `access.actions.team.add_substitute`."""
    require_no_kin(user=user, client=client, asked=asked, by=by)
    row = access.add_substitute(dossier=client.dossier, user=user, by=by)
    _tell("clients.add_substitute", client, row, f"{user.name} kan de regiehouder vervangen.", by)
    return row


@transaction.atomic
def end_substitute(*, client, row, by):
    """Take a substitute off the dossier."""
    held = access.end_substitute(row=row, by=by)
    _tell("clients.end_substitute", client, held, f"{held.user.name} is geen vervanger meer.", by)
    return held


def _tell(action, client, row, text, by):
    event = record(action, row, by=by, dossier=client.pk, user=row.user_id)
    tell(client=client, kind="team", text=text, event=event, by=by)
