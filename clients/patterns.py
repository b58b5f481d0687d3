"""The weekly sample: use of one's own account that stands out, per employee. Reads the log and names; shows neither."""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from clients import names
from clients.models import Client
from werkcentrum.access.models import Involvement, Relation, User
from werkcentrum.audit.models import Reading
from werkcentrum.audit.record import LOOK_UPS

NOWHERE = ((date(2026, 1, 1), 10),)
"""Look-ups in a week that found somebody with whom nothing happened afterwards."""
NIGHT = ((date(2026, 1, 1), 5),)
"""Different dossiers opened in a week between 22.00 and 6.00 o'clock."""
WEEK = timedelta(days=7)


def findings_in_week(until: date) -> dict[int, dict[str, int]]:
    """Per employee (user id) how often what stood out in the seven days up to and including `until`; four queries."""
    # SECURITY: crosses the second door: run by the installation; only numbers come back.
    end = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    rows = Reading.objects.filter(at__gte=end - WEEK, at__lt=end, dossier__isnull=False)
    rows = rows.exclude(role="klant").exclude(part__startswith="list:")
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for code, counted in (("nowhere", _nowhere(rows)), ("night", _night(rows)), *_close(rows)):
        for user, number in counted.items():
            found[user][code] = number
    return dict(found)


def _nowhere(rows):
    """Look-ups of people with whom the asker has no relation and of whom she opened nothing."""
    mine = {"dossier": OuterRef("dossier"), "actor": OuterRef("actor")}
    opened = Reading.objects.filter(**mine).exclude(part__in=LOOK_UPS)
    related = Involvement.objects.filter(dossier=OuterRef("dossier"), user=OuterRef("actor"))
    asked = rows.filter(part="lookup").filter(~Exists(opened), ~Exists(related))
    return Counter(asked.values_list("actor", flat=True))


def _night(rows):
    seen = set(rows.exclude(part__in=LOOK_UPS).values_list("actor", "dossier", "at"))
    late = {(actor, dossier) for actor, dossier, at in seen if not 6 <= timezone.localtime(at).hour < 22}
    return Counter(actor for actor, _ in late)


def _close(rows):
    """Dossiers of somebody with the same surname, or at the address of the employee's own dossier."""
    seen = set(rows.values_list("actor", "dossier"))
    people = {
        row["pk"]: row
        for row in Client.objects.filter(pk__in={pk for _, pk in seen}).values(
            "pk", "surname", "partner_surname", "postcode", "house_number"
        )
    }
    users = dict(User.objects.filter(pk__in={actor for actor, _ in seen}).values_list("pk", "name"))
    own = Involvement.objects.filter(user__in=users, relation=Relation.SELF)
    homes = {}
    own_ids = dict(own.values_list("user", "dossier"))
    for row in Client.objects.filter(pk__in=own_ids.values()).values("pk", "postcode", "house_number"):
        homes[row["pk"]] = (row["postcode"], row["house_number"])
    same_name: Counter = Counter()
    same_home: Counter = Counter()
    for actor, dossier in seen:
        person = people.get(dossier)
        if person is None or dossier == own_ids.get(actor):
            continue
        surnames = {names.plain(person["surname"]), names.plain(person["partner_surname"])} - {""}
        same_name[actor] += bool(surnames & _surnames(users[actor]))
        home = homes.get(own_ids.get(actor, 0))
        same_home[actor] += bool(home and home[0] and home == (person["postcode"], person["house_number"]))
    return ("same_name", +same_name), ("same_address", +same_home)


def _surnames(name):
    """What can be the surname in "Ulla Postma" or "Jan de Vries": the last word, and all after the first."""
    words = names.plain(name).split()
    return {words[-1], " ".join(words[1:]), names.plain(names.split_prefix(" ".join(words[1:]))[1])} if words else set()
