"""What no transition may lose or change: a digest of every step, comment, signature and document of one dossier."""

from dataclasses import dataclass, field

from django.db import connection

PLAN = "plan_id IN (SELECT id FROM werkplan_werkplan WHERE client_id = %s)"
# Table → which rows are of a dossier. Nothing in them changes by passing a dossier on, moving house or another income.
KEPT = {
    "werkplan_step": PLAN,
    "werkplan_goal": PLAN,
    "werkplan_planversion": PLAN,  # signatures: the frozen text, the answer and the client's own words
    "clients_entry": "client_id = %s",  # comments and everything that was told
    "clients_document": "client_id = %s",
    "clients_documentbody": "client_id = %s",
    # The source of an address is noted anew when somebody moves.
    "clients_intakeanswer": "client_id = %s AND field <> 'address'",
    "clients_consent": "client_id = %s",
    "werkplan_carryover": "client_id = %s",
    "werkplan_carryoverline": PLAN,
}
# These may end with a reason by another income; a handover by itself changes nothing in them.
HANDED = {"werkplan_inzet": PLAN, "werkplan_agreement": PLAN}


def hashes(dossier, tables=None) -> dict:
    """(table, key of the row) → md5 of the whole row, for everything of a dossier (its id): one query."""
    chosen = tables or KEPT
    parts = [
        f"SELECT '{table}', coalesce(to_jsonb(t)->>'id', to_jsonb(t)->>'document_id'), md5(t::text) "
        f"FROM {table} t WHERE {where}"
        for table, where in chosen.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [dossier] * len(parts))
        return {(table, key): digest for table, key, digest in cursor.fetchall()}


@dataclass
class Kept:
    """Remembers a dossier and says what is gone or changed since."""

    dossier: int
    handed: bool = True
    before: dict = field(default_factory=dict)

    def __post_init__(self):
        self.before = self._now()

    def _now(self):
        return hashes(self.dossier, KEPT | HANDED if self.handed else KEPT)

    def lost(self) -> list[str]:
        """Every row that is gone or not the same to the byte; [] when all is as it was. More rows are no loss."""
        now = self._now()
        return [
            f"{table} {key} {'changed' if (table, key) in now else 'is gone'}"
            for (table, key), digest in sorted(self.before.items())
            if now.get((table, key)) != digest
        ]
