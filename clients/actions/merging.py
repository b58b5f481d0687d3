"""Two registrations of one person become one dossier: the answers that were chosen go along, the second one closes."""

from itertools import groupby

from django.db import transaction

from clients.actions.intake import Typed, save_answers
from clients.actions.person import ANSWERS, edit_person
from clients.intake.backed import ELSEWHERE
from clients.intake.known import known_of
from clients.merging import compare, twin_of
from clients.models import Client
from clients.timeline import tell
from werkcentrum.access import actions as access
from werkcentrum.access import policy
from werkcentrum.access.models import Dossier
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict

OURS, THEIRS = "ours", "theirs"
GONE = "Er is geen tweede inschrijving (meer) om samen te voegen. Misschien deed u dit al in een ander venster."
CHANGED = "Intussen is er iets veranderd in een van beide dossiers. Kijk nog eens en kies opnieuw; er is niets bewaard."


@transaction.atomic
def merge(*, client, twin, chosen, proof, by):
    """Take the `chosen` answers (code → OURS or THEIRS) of the second registration along, and close that dossier.

    What only the twin knows goes along by itself. Nothing of the twin is changed or erased: its lead reads it for
    twelve months and can reopen it, and what stood here is in the history, under the event. Raises Conflict (409) when
    there is none that `by` leads as well, also because it was merged already, or when an answer changed since it was
    shown (`proof`); PermissionDenied unless `by` leads this one.
    """
    ids = sorted([client.pk, twin.pk])
    list(Dossier.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))
    policy.require(by, P.SUPPORT_ADD, client.pk)
    client = Client.objects.select_related("dossier", "region", "municipality").get(pk=client.pk)
    held = twin_of(by, client)
    if held is None or held.pk != twin.pk:
        raise Conflict(GONE)
    found = compare(by, client, held)
    if found.proof != proof or {row.code for row in found.differs} != set(chosen):
        raise Conflict(CHANGED)
    taken = [row.code for row in found.fills] + [code for code, which in chosen.items() if which == THEIRS]
    _take(client, held, taken, by)
    event = record("clients.merge", client, by=by, dossier=client.pk, twin=held.pk, taken=sorted(taken))
    tell(
        client=client,
        kind="person",
        text="Een tweede inschrijving van deze klant is hierbij gevoegd.",
        event=event,
        by=by,
        milestone=True,
    )
    event = record("clients.merged_away", held, by=by, dossier=held.pk, into=client.pk)
    text = "Samengevoegd met het eerste dossier van deze klant. Dit dossier is gesloten."
    tell(client=held, kind="person", text=text, event=event, by=by, milestone=True)
    access.close_dossier(dossier=held.dossier, by=by)
    return client


def _take(client, twin, codes, by):
    record_of = [code for code in codes if code in ELSEWHERE]
    columns = {column for code in record_of for column in ANSWERS[code]}
    if columns:
        edit_person(client=client, version=client.version, values={c: getattr(twin, c) for c in columns}, by=by)
    theirs = known_of(twin)
    # Where an answer came from goes along with it (Pwet 53a).
    answers = sorted((code for code in codes if code not in ELSEWHERE), key=lambda code: str(theirs[code].source))
    for source, group in groupby(answers, key=lambda code: theirs[code].source):
        ours = known_of(client)
        typed = {code: Typed(theirs[code].value, ours[code].version) for code in group}
        save_answers(client=client, typed=typed, source=source, by=by)
        client.refresh_from_db()
