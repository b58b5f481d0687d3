"""What must hold after every deed whatever came before, read from the database itself."""

import datetime
from dataclasses import dataclass, field, replace

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
MODELS = {model.__name__: model for model in ALIVE}
APPEND_ONLY = {
    "audit_event": "(extract(epoch FROM at) * 1000000)::bigint",
    "audit_reading": "id",
    "clients_entry": "id",
}


def allowed_moves():
    """(model, from, to) of every listed transition."""
    found = set()
    for model, move in transitions():
        targets = getattr(move.target, "allowed_states", None) or [move.target]
        found |= {(model, str(move.source), str(target)) for target in targets}
    return found


def history_tables():
    """Every table that only grows, with the key by which it does."""
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
    base: dict = field(default_factory=dict)
    grown: dict = field(default_factory=dict)
    moves: set = field(default_factory=allowed_moves)
    tables: dict = field(default_factory=history_tables)
    checked: int = 0

    def begin(self):
        """Look for the first time: what is there now is compared at the `end`, what comes after each deed."""
        self.base = self._digests({})
        self.again()

    def again(self):
        """Take what came since for granted: deeds that are not watched."""
        self.states, self.grown = self._states(), self._digests(self.base)

    def after(self, deed, done, actor):
        """Every violation after a deed that was `done` (or refused), as sentences."""
        self.checked += 1
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        found = [*self._jumps(), *self._forgotten(done), *one_of_each(), *half_handovers(), *ways_in()]
        return [f"{deed}: {sentence}" for sentence in [*found, *effective(actor)]]

    def end(self):
        """Every table of which rows from before the beginning are not as they were then."""
        again = self._digests({}, self.base)
        return [
            f"rows of {name} from before changed or are gone"
            for name in self.base
            if again[name].old != self.base[name].all
        ]

    def _states(self):
        parts = [f"SELECT '{model.__name__}', id, state FROM {model._meta.db_table}" for model in ALIVE]
        return {(MODELS[name], pk): state for name, pk, state in rows(" UNION ALL ".join(parts))}

    def _jumps(self):
        now, before = self._states(), self.states
        self.states = now
        for (model, pk), state in now.items():
            was = before.get((model, pk))
            if was is None and state not in BORN.get(model, {str(model._meta.get_field("state").default)}):
                yield f"{model.__name__} {pk} was born {state}"
            elif was not in {None, state} and (model, was, state) not in self.moves:
                yield f"{model.__name__} {pk} went from {was} to {state}, which is no listed transition"
        for model, pk in before.keys() - now.keys():
            yield f"{model.__name__} {pk} is gone"

    def _digests(self, after, until=None) -> "dict[str, Grown]":
        """Per table what stands in it beyond the last key of `after`; `old`: as far as the last key of `until`."""
        parts, params = [], []
        for table, key in self.tables.items():
            first = after[table].last if table in after else -1
            last = until[table].last if until else -1
            lost = "event_id IS NOT NULL AND NOT EXISTS (SELECT FROM audit_event e WHERE e.id = event_id)"
            parts.append(
                f"SELECT '{table}', max(k), ROW(count(*), sum(h))::text, "
                "ROW(count(*) FILTER (WHERE k <= %s), sum(h) FILTER (WHERE k <= %s))::text, count(*), "
                "count(*) FILTER (WHERE lost) "
                f"FROM (SELECT {key} AS k, hashtextextended(t::text, 0)::numeric AS h, "
                f"{lost if key == 'history_id' else 'false'} AS lost FROM {table} t WHERE {key} > %s) rows"
            )
            params += [last, last, first]
        found = {name: Grown(*facts) for name, *facts in rows(" UNION ALL ".join(parts), params)}
        return {
            name: now if now.last is not None else replace(now, last=after[name].last if name in after else -1)
            for name, now in found.items()
        }

    def _forgotten(self, done):
        """Rows of history and log from before this deed are byte-equal and none is gone; each change has its event."""
        before, now = self.grown, self._digests(self.base, self.grown)
        self.grown = now
        yield from (f"old rows of {name} changed or are gone" for name in before if before[name].all != now[name].old)
        if done and now["audit_event"].number <= before["audit_event"].number:
            yield "no event was written"
        yield from (
            f"{now[name].lost} rows of {name} belong to an event that is not there" for name in now if now[name].lost
        )


@dataclass(frozen=True)
class Grown:
    """What stands in a table: its last key, digests of all of it and of its old part, its number of rows."""

    last: int | None
    all: str
    old: str
    number: int
    lost: int


def ways_in():
    """No way into a dossier that should be shut, and none without what it rests on."""
    asked = " UNION ALL ".join(f"SELECT '{what}', pk FROM ({sql}) AS found(pk)" for what, sql in WAYS_IN.items())
    yield from (f"dossier {pk} {what}" for what, pk in rows(asked))


WAYS_IN = {
    "is sealed while its lead is not named": """SELECT d.id FROM access_dossier d
        JOIN access_involvement i ON i.dossier_id = d.id AND i.relation = 'lead' AND i.valid_until IS NULL
        WHERE d.sealed AND NOT i.sealed_named""",
    "names somebody while it is not sealed": """SELECT d.id FROM access_dossier d
        JOIN access_involvement i ON i.dossier_id = d.id AND i.sealed_named WHERE NOT d.sealed""",
    "is sealed without a decision, or the other way round": """SELECT d.id FROM access_dossier d
        LEFT JOIN access_seal s ON s.dossier_id = d.id AND s.state = 'besloten' WHERE d.sealed <> (s.id IS NOT NULL)""",
    "is closed while somebody beside its lead has a way in": """SELECT d.id FROM access_dossier d
        JOIN access_involvement i ON i.dossier_id = d.id AND i.valid_from < coalesce(i.valid_until, 'infinity')
        AND coalesce(i.valid_until, 'infinity') > clock_timestamp()
        WHERE d.closed_at IS NOT NULL AND i.relation IN ('team', 'support', 'proposed', 'glass')""",
    "is closed while it is on offer": """SELECT d.id FROM access_dossier d
        JOIN clients_handover h ON h.client_id = d.id AND h.state = 'aangeboden' WHERE d.closed_at IS NOT NULL""",
    "is open to a cover that was stopped": """SELECT i.dossier_id FROM access_involvement i
        WHERE i.cover_for_id IS NOT NULL AND i.valid_from < i.valid_until AND i.valid_until > clock_timestamp()
        AND NOT EXISTS (SELECT FROM access_cover c WHERE c.ended_at IS NULL AND c.colleague_id = i.user_id
        AND c.covered_id = i.cover_for_id AND c.participation_id = i.participation_id)""",
    "has more than eight substitutes": """SELECT dossier_id FROM access_involvement
        WHERE relation = 'team' AND valid_until IS NULL AND cover_for_id IS NULL GROUP BY 1 HAVING count(*) > 8""",
    "is open in an emergency for more than an hour": """SELECT i.dossier_id FROM access_involvement i
        WHERE i.relation = 'glass' AND coalesce(i.valid_until, 'infinity') > i.valid_from + interval '61 minutes'""",
    "was opened in an emergency for the fourth time in a week": """SELECT max(dossier_id) FROM access_glass
        WHERE taken_at > clock_timestamp() - interval '7 days' GROUP BY user_id HAVING count(*) > 3""",
    "was opened in an emergency without a check": """SELECT g.dossier_id FROM access_glass g
        WHERE NOT EXISTS (SELECT FROM access_review r WHERE r.glass_id = g.id)""",
    "is supported without an end, or without a consent that holds": """SELECT i.dossier_id FROM access_involvement i
        WHERE i.relation = 'support' AND (i.valid_until IS NULL OR i.ground = 'consent'
        AND i.valid_until > clock_timestamp() AND NOT EXISTS (SELECT FROM clients_consent c
        WHERE c.client_id = i.dossier_id AND c.receiver_id = i.participation_id AND c.withdrawn_at IS NULL))""",
}
"""What is wrong with a dossier → the query that finds it."""


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
    for row in Involvement._base_manager.filter(user=actor.user).select_related("dossier"):
        if row.valid_from > now or (row.valid_until is not None and row.valid_until <= now):
            continue
        if row.relation in {"kin", "self"}:
            blocked.add(row.dossier_id)
        at_home = row.relation == "self" if actor.is_client else row.participation_id == actor.cell.pk
        if not actor.is_client and not stands(row.dossier, row.relation, now):
            continue
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


def stands(dossier, relation, now):
    """Whether a row says anything while its dossier is closed or restricted: only that of its lead, for a year."""
    if dossier.closed_at is not None and dossier.closed_at + datetime.timedelta(days=365) <= now:
        return False
    return relation == "lead" or not (dossier.closed_at or dossier.restricted_at)


def steps_of(client):
    """A digest of every step of a person: the work itself."""
    return rows(
        """SELECT md5(coalesce(string_agg(s::text, '|' ORDER BY s.id), '')) FROM werkplan_step s
           JOIN werkplan_werkplan p ON p.id = s.plan_id WHERE p.client_id = %s""",
        [client.pk],
    )[0][0]
