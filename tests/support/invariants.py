"""What must hold after every deed whatever came before, read from the database itself."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection
from django.utils import timezone

from clients.models import Handover, Intake
from services.models import Offer
from tests.test_house import transitions
from werkcentrum.access import policy
from werkcentrum.access.models import Dossier, Involvement
from werkcentrum.access.relations import OPENING
from werkplan.models import Inzet, Step, Werkplan

ALIVE = (Werkplan, Step, Inzet, Handover, Intake)
# Where a row may begin: its first state, or one that it is made in.
BORN = {Inzet: {"verkend", "aangevraagd"}, Step: {"voorgesteld", "afgesproken"}}
APPEND_ONLY = {"audit_event": "at, id", "audit_reading": "id", "clients_entry": "id"}


def allowed_moves():
    """(model, from, to) of every listed transition."""
    found = set()
    for model, move in transitions():
        targets = getattr(move.target, "allowed_states", None) or [move.target]
        found |= {(model, str(move.source), str(target)) for target in targets}
    return found


def history_tables():
    """Every table that only grows, with the order in which it does."""
    tables = [m._meta.db_table for m in apps.get_models() if m.__name__.startswith("Historical")]
    return dict.fromkeys(sorted(tables), "history_id") | APPEND_ONLY


def rows(sql, params=()):
    """The rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


@dataclass
class Watch:
    """Compares the database before and after each deed."""

    states: dict = field(default_factory=dict)
    history: dict = field(default_factory=dict)
    moves: set = field(default_factory=allowed_moves)
    tables: dict = field(default_factory=history_tables)
    checked: int = 0

    def begin(self):
        """Look for the first time."""
        self.states, self.history = self._states(), self._digests()

    def after(self, deed, done, actor):
        """Every violation after a deed that was `done` (or refused), as sentences."""
        self.checked += 1
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        connection.cursor().execute("SET CONSTRAINTS ALL DEFERRED")
        found = [*self._jumps(), *self._forgotten(done), *one_of_each(), *half_handovers(), *effective(actor)]
        self.begin()
        return [f"{deed}: {sentence}" for sentence in found]

    def _states(self):
        return {(model, pk): state for model in ALIVE for pk, state in model._base_manager.values_list("pk", "state")}

    def _jumps(self):
        now = self._states()
        for (model, pk), state in now.items():
            before = self.states.get((model, pk))
            if before is None and state not in BORN.get(model, {str(model._meta.get_field("state").default)}):
                yield f"{model.__name__} {pk} was born {state}"
            elif before not in {None, state} and (model, before, state) not in self.moves:
                yield f"{model.__name__} {pk} went from {before} to {state}, which is no listed transition"
        for model, pk in self.states.keys() - now.keys():
            yield f"{model.__name__} {pk} is gone"

    def _digests(self, first=None):
        """Per table: its number of rows and a digest of all of them, or of the `first` so many."""
        parts = [
            f"SELECT '{table}', count(*), md5(coalesce(string_agg(t::text, '|' ORDER BY {order}), '')) "
            f"FROM (SELECT * FROM {table} ORDER BY {order} LIMIT {first[table][0] if first else 'ALL'}) t"
            for table, order in self.tables.items()
        ]
        return {name: (number, digest) for name, number, digest in rows(" UNION ALL ".join(parts))}

    def _forgotten(self, done):
        """Old rows of history and log are byte-equal and none is gone; each change has its event."""
        before, again = self.history, self._digests(self.history)
        yield from (f"old rows of {table} changed or are gone" for table in before if before[table] != again[table])
        if done and rows("SELECT count(*) FROM audit_event")[0][0] <= before["audit_event"][0]:
            yield "no event was written"
        orphans = " UNION ALL ".join(
            f"SELECT '{table}', count(*) FROM {table} h WHERE h.event_id IS NOT NULL "
            "AND NOT EXISTS (SELECT FROM audit_event e WHERE e.id = h.event_id)"
            for table, order in self.tables.items()
            if order == "history_id"
        )
        yield from (
            f"{lost} rows of {table} belong to an event that is not there" for table, lost in rows(orphans) if lost
        )


def one_of_each():
    """One intake and one open handover per person, one person per BSN, one lead per dossier at every instant."""
    for table, column, where in (
        ("clients_intake", "client_id", "true"),
        ("clients_handover", "client_id", "state = 'aangeboden'"),
        ("clients_nationalnumber", "client_id", "true"),
        ("werkplan_werkplan", "client_id", "true"),
    ):
        for key, number in rows(f"SELECT {column}, count(*) FROM {table} WHERE {where} GROUP BY 1 HAVING count(*) > 1"):
            yield f"{number} rows in {table} for {key}"
    twice = rows("SELECT index FROM clients_numberindex WHERE NOT parked GROUP BY key_id, index HAVING count(*) > 1")
    yield from (f"two dossiers have the number behind {bytes(index).hex()[:8]}" for (index,) in twice)
    gaps = rows(
        """SELECT d.id, count(i.id) FROM access_dossier d
           LEFT JOIN access_involvement i ON i.dossier_id = d.id AND i.relation = 'lead' AND i.valid_until IS NULL
           WHERE d.closed_at IS NULL GROUP BY d.id HAVING count(i.id) <> 1"""
    )
    yield from (f"dossier {pk} has {number} leads" for pk, number in gaps)
    holes = rows(
        """SELECT dossier_id FROM (SELECT dossier_id, valid_from,
                  lag(valid_until) OVER (PARTITION BY dossier_id ORDER BY valid_from) AS before
                  FROM access_involvement WHERE relation = 'lead') i
           WHERE before IS NOT NULL AND before <> valid_from"""
    )
    yield from (f"dossier {pk} had a moment without a lead, or with two" for (pk,) in holes)


def half_handovers():
    """Plan, offer and lead agree with each other; no offer gives away more places than it has."""
    for pk, why in rows(
        """SELECT p.id, CASE WHEN p.lead_id <> i.participation_id THEN 'is led by another cell than its dossier'
                             ELSE 'is on offer while no handover waits there' END
           FROM werkplan_werkplan p
           JOIN access_involvement i ON i.dossier_id = p.client_id AND i.relation = 'lead' AND i.valid_until IS NULL
           LEFT JOIN clients_handover h ON h.client_id = p.client_id AND h.state = 'aangeboden'
                 AND h.to_participation_id = p.offered_to_id
           WHERE p.lead_id <> i.participation_id OR (p.state = 'overdracht_aangeboden' AND h.id IS NULL)"""
    ):
        yield f"plan {pk} {why}"
    for offer in Offer.objects.filter(places__isnull=False):
        if not 0 <= offer.places_taken <= offer.places:
            yield f"offer {offer.pk} gave {offer.places_taken} of {offer.places} places"


def effective(actor):
    """What opens for an actor is what her rows say by the clock, row by row, without the product's own query."""
    if actor is None or not actor.is_live:
        return
    now, mine, blocked = timezone.now(), set(), set()
    sealed = set(Dossier.objects.filter(sealed=True).values_list("pk", flat=True))
    for row in Involvement._base_manager.filter(user=actor.user):
        if row.valid_from > now or (row.valid_until is not None and row.valid_until <= now):
            continue
        if row.relation in {"kin", "self"}:
            blocked.add(row.dossier_id)
        at_home = row.relation == "self" if actor.is_client else row.participation_id == actor.cell.pk
        if (
            row.relation in OPENING
            and at_home
            and (row.sealed_named or row.dossier_id not in sealed or actor.is_client)
        ):
            mine.add(row.dossier_id)
    expected = mine if actor.is_client else mine - blocked
    opens = {pk for (pk,) in policy.dossiers_open_to(actor).values_list("dossier_id")}
    for pk in opens ^ expected:
        yield f"dossier {pk} {'opens' if pk in opens else 'stays shut'} for {actor.user} against the dates of her rows"


def steps_of(client):
    """A digest of every step of a person: the work itself."""
    return rows(
        """SELECT md5(coalesce(string_agg(s::text, '|' ORDER BY s.id), '')) FROM werkplan_step s
           JOIN werkplan_werkplan p ON p.id = s.plan_id WHERE p.client_id = %s""",
        [client.pk],
    )[0][0]
