"""Kills the database under load and counts what was lost: `python -m tests.support.chaos STATE --kills 3` (B28).

A server of its own, with the settings of a real one, in a state directory of its own. Threads send forms through the
whole stack of the web and hand dossiers over; the postmaster is killed with -9; every form whose answer never came is
sent again with the same submit key. Prints one line of JSON.
"""

import argparse
import json
import os
import signal
import statistics
import sys
import threading
import time
import uuid
from pathlib import Path

WRITERS, PEOPLE = 3, 8


def main(state, kills, seconds):
    """Set up, let them write, kill, count."""
    os.environ |= {"WERKCENTRUM_STATE": state, "WERKCENTRUM_DEMO": "1", "PYTEST_VERSION": "chaos"}
    os.environ.pop("WERKCENTRUM_PG", None)
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "werkcentrum.settings"
    import django

    django.setup()
    import logging

    logging.disable(logging.CRITICAL)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    load = Load()
    threads = [threading.Thread(target=load.write, args=(n,)) for n in range(WRITERS)]
    threads.append(threading.Thread(target=load.hand_over))
    for thread in threads:
        thread.start()
    back = [kill_and_return(seconds) for _ in range(kills)]
    time.sleep(seconds)
    load.stop.set()
    for thread in threads:
        thread.join(timeout=120)
    print(
        json.dumps(load.count() | {"kills": kills, "most_recovery_ms": max(back), "median_ms": statistics.median(back)})
    )


def kill_and_return(seconds) -> int:
    """After a while kill the postmaster; milliseconds until the database answers again."""
    from werkcentrum import pg
    from werkcentrum.pg import cluster, places

    time.sleep(seconds)
    place = places.current()
    with cluster.connect(place) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        data = cursor.fetchone()[0]
    pid = int((Path(data) / "postmaster.pid").read_text().split()[0])
    start = time.monotonic()
    os.kill(pid, signal.SIGKILL)
    while True:
        try:
            pg.ensure()
            return round(1000 * (time.monotonic() - start))
        except Exception:
            time.sleep(0.05)


class Load:
    """Who writes, and what was acknowledged."""

    def __init__(self):
        from services.load import load_catalogue
        from tests.factories.world import World
        from tests.support.doors import Door
        from tests.support.dossiers import MUNICIPAL, full

        self.stop = threading.Event()
        world = World()
        load_catalogue()
        self.acked, self.sent, self.again, self.errors, self.handed = [], [], 0, 0, 0
        self.lead, self.next, self.leader = world.coach(), world.coach(MUNICIPAL), world.team_leader(MUNICIPAL)
        self.people = [full(world, self.lead, 100 + n) for n in range(PEOPLE)]
        for whole in self.people:
            whole.client.income_periods.update(code="BIJSTAND")
        self.key = Door(self.lead.user, self.lead.membership).key

    def write(self, n):
        """Send a goal, again and again with the same key until it is answered; then the next."""
        path = f"/klanten/{self.people[n].client.public_id}/plan/doel/"
        while not self.stop.is_set():
            text = f"Doel {uuid.uuid4()}"
            data = {"text": text, "kind": "betaald_werk", "submit_key": str(uuid.uuid4())}
            self.sent.append(text)
            for attempt in range(400):
                if self._posted(path, data):
                    self.acked.append(text)
                    break
                self.again += 1
                time.sleep(0.05 if attempt < 100 else 0.2)

    def _posted(self, path, data):
        from django.db import connections

        from tests.support.doors import Door

        door = Door()
        door.key = self.key
        try:
            return door.knock("POST", path, data, keep=True).status == 302
        except Exception:
            self.errors += 1
            return False
        finally:
            if not connections["default"].is_usable():
                connections.close_all()

    def hand_over(self):
        """Offer, and take back or take over; what breaks off is looked at and gone on with."""
        from django.db import connections

        from clients.models import Handover
        from werkcentrum.access.actor import of_user
        from werkcentrum.refusal import Refused
        from werkplan.actions import handover

        turn = 0
        while not self.stop.is_set():
            turn += 1
            whole = self.people[turn % PEOPLE]
            try:
                row = Handover.objects.open().filter(client=whole.client).first()
                if row is None:
                    handover.offer(client=whole.client, to=self.next.cell, reason="x", by=of_user(self.lead.user))
                elif turn % 11 == 0:
                    handover.assign(handover=row, coach=self.next.user, by=of_user(self.leader.user))
                    handover.accept(handover=row, by=of_user(self.next.user))
                elif whole in self.people[WRITERS:] and turn % 3:
                    handover.withdraw(handover=row, by=of_user(self.lead.user))
                self.handed += 1
            except Refused:
                time.sleep(0.02)
            except Exception:
                self.errors += 1
                time.sleep(0.05)
                connections.close_all()

    def count(self):
        """What was lost, what is there twice, and what is half."""
        from collections import Counter

        from django.db import connections

        from tests.support.invariants import half_handovers, one_of_each
        from werkplan.models import Goal

        connections.close_all()  # ours was of a server that is dead
        there = Counter(Goal.objects.filter(text__startswith="Doel ").values_list("text", flat=True))
        return {
            "acked": len(self.acked), "resent": self.again, "errors": self.errors, "handovers": self.handed,
            "lost": sum(text not in there for text in self.acked),
            "twice": sum(number > 1 for number in there.values()),
            "half": len([*half_handovers(), *one_of_each()]),
        }  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("state")
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.5)
    chosen = parser.parse_args()
    sys.exit(main(chosen.state, chosen.kills, chosen.seconds))
