"""All scenarios of the benchmark, in order."""

from time import perf_counter

from services.load import load_catalogue
from werkcentrum.access.actions import grant_membership
from werkcentrum.access.demo import load_accounts
from werkcentrum.access.door import as_system
from werkcentrum.access.models import User
from werkcentrum.regions.load import load_map
from werkcentrum.regions.models import Participation
from werkplan.bench import doors, feed, reach, seed, signals
from werkplan.bench.harness import measure


def _coach(name):
    user = User.objects.create_user(f"{name}@bench.example", name, None, is_demo=True)
    cell = Participation.objects.get(partner__slug="uwv", region__name="Friesland")
    return grant_membership(user=user, participation=cell, role="coach", by=None)


def run(*, persons, only="", say=print):
    """Fill the database and yield one dict of figures per scenario whose name starts with `only`."""
    with as_system("bench"):
        yield from _run(persons, only, say)


def _run(persons, only, say):
    started = perf_counter()
    load_map()
    load_catalogue()
    load_accounts()
    coach, rest = _coach("bench"), _coach("rest")
    seed.seed(number=persons, coach=coach, rest=rest)
    say(f"{persons} personen gemaakt in {perf_counter() - started:.1f} s")
    from werkplan.bench.scenarios import scenarios

    for scenario in scenarios(coach=coach, persons=persons):
        if scenario.name.startswith(only):
            yield measure(scenario)
    if "signals".startswith(only[:7]):
        yield from signals.lines()
    if "P8".startswith(only[:2]):
        yield from feed.lines(coach)
    if "reach".startswith(only[:5]):
        yield measure(reach.scenario(_coach("reach")))
    # Last: it brings the database to 200,000 dossiers.
    if "second door".startswith(only[:11]):
        for scenario in doors.scenarios(coach=coach, usual=_coach("usual"), rest=rest):
            yield measure(scenario)
