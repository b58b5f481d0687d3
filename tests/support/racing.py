"""Many threads at one deed, each with its own connection; and an object put into the state a move starts from."""

import datetime
import threading

from django.db import close_old_connections, connections
from django.utils import timezone

from werkcentrum.refusal import Refused

SOON = datetime.timedelta(days=20)


def race(number, deed) -> list:
    """Run `deed(i)` in so many threads at once; what each returned, or the exception it raised."""
    start, outcome = threading.Barrier(number), [None] * number

    def run(i):
        try:
            start.wait(timeout=10)
            outcome[i] = deed(i)
        except Exception as error:
            outcome[i] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    return outcome


def one_won(outcome) -> str:
    """ "" when exactly one succeeded and all others got a readable conflict (409); else what happened."""
    won = [o for o in outcome if not isinstance(o, Exception)]
    odd = [o for o in outcome if isinstance(o, Exception) and not (isinstance(o, Refused) and o.status == 409)]
    dumb = [o for o in outcome if isinstance(o, Refused) and len(o.sentence) < 20]
    if len(won) == 1 and not odd and not dumb:
        return ""
    return f"{len(won)} won; not a conflict: {odd!r}; without a sentence: {dumb!r}"


def columns(model, state):
    """What the database asks beside a state; every column of that kind, so that the row can come from any state."""
    today = timezone.localdate()
    if model == "werkplan":
        offered = state == "overdracht_aangeboden"
        return {
            "pause_reason": "mantelzorg" if state == "gepauzeerd" else "",
            "close_reason": "werk" if state == "afgesloten" else "",
            "evaluate_on": today + SOON,
            "state_before_offer": "in_uitvoering" if offered else "",
        }
    if model == "step":
        return {
            "done_on": today if state == "klaar" else None,
            "reason": "Omdat." if state in {"niet_gelukt", "vervallen"} else "",
        }
    if model == "inzet":
        again = state == "te_herbevestigen"
        return {
            "decide_by": today + SOON if again else None,
            "state_before_reconfirm": "toegekend" if again else "",
            "reason": "Omdat." if state in {"afgewezen", "voortijdig_beeindigd", "onderbroken"} else "",
            "starts_on": today,
            "ends_on": None,
        }
    if model == "offer":
        still = state == "gepauzeerd"
        return {
            "paused_reason": "Vakantie." if still else "",
            "paused_until": today + SOON if still else None,
            "withdrawn_reason": "Vol." if state == "ingetrokken" else "",
        }
    return {}


def put(row, state, **more):
    """Put a row in a state, past the life-cycle."""
    values = {"state": state} | columns(row._meta.model_name, state) | more
    type(row)._base_manager.filter(pk=row.pk).update(**values)
