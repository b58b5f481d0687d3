"""Which offers stand on the menu of a person, in which order, and which an actor may see and keep."""

import datetime

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from services.audience import Person
from services.freshness import ADVISED, CYCLES
from werkcentrum.permissions import Permission
from werkcentrum.regions.queries import on

ROOM = Q(places=None) | Q(places_taken__lt=F("places"))


def reaching(person: Person) -> Q | None:
    """Offers that reach this municipality: an offer local to Ede is not for Wageningen. None: not asked."""
    if person.municipality_code is None:
        return None
    return Q(reach=[]) | Q(reach__contains=[person.municipality_code])


def lawful(person: Person) -> Q | None:
    """Offers that the offer itself and the law behind it allow for one of the situations. None: not asked."""
    if person.situations is None:
        return None
    codes = list(person.situations)
    return (Q(situations=[]) | Q(situations__overlap=codes)) & (
        Q(instrument__situations=[]) | Q(instrument__situations__overlap=codes)
    )


def of_age(person: Person) -> Q | None:
    """Offers whose instrument is meant for this age. None: not asked."""
    if person.age is None:
        return None
    return (Q(instrument__min_age=None) | Q(instrument__min_age__lte=person.age)) & (
        Q(instrument__max_age=None) | Q(instrument__max_age__gte=person.age)
    )


CONDITIONS = (("municipality", reaching), ("situation", lawful), ("age", of_age))


def fits(person: Person) -> Q:
    """Everything that is asked of the person, at once."""
    every = Q()
    for _, condition in CONDITIONS:
        every &= condition(person) or Q()
    return every


def overdue(date) -> Q:
    """Offers that nobody looked at within their review cycle, seen on `date`; as `rules.freshness`."""
    every = Q()
    for months, days in CYCLES.items():
        every |= Q(review_months=months, reviewed_on__lt=date - datetime.timedelta(days=days))
    return every


def advised(date) -> Q:
    """Offers that somebody should look at soon, seen on `date`."""
    return overdue(date + datetime.timedelta(days=ADVISED + 1)) & ~overdue(date)


class OfferQuerySet(QuerySet):
    """Offers of partners in a region."""

    def published(self, date):
        """Offers that stand on the menu on `date`: published, valid, and of an instrument that exists then."""
        return self.filter(
            on(date),
            Q(instrument__abolished_on=None) | Q(instrument__abolished_on__gt=date),
            Q(instrument__available_from=None) | Q(instrument__available_from__lte=date),
            state="gepubliceerd",
        )

    def advisable(self, date):
        """What the menu shows for somebody on `date`: published, and looked at within its review cycle."""
        return self.published(date).exclude(overdue(date))

    def visible_to(self, actor):
        """What was published; besides, the own cell's, and for a coordinator all of the own region."""
        if not actor.is_live:
            return self.none()
        # What was on the menu once stays readable after withdrawal, because plans may still point to it.
        mine = Q(published_at__isnull=False) | Q(provider=actor.cell)
        if actor.may(Permission.OFFER_PUBLISH):
            mine |= Q(region=actor.region)
        return self.filter(mine)

    def kept_by(self, actor):
        """Offers the actor may change or propose: those of the own cell, and for a coordinator of the own region."""
        if not actor.is_live or not actor.may(Permission.OFFER_PROPOSE):
            return self.none()
        coordinator = actor.may(Permission.OFFER_PUBLISH)
        return self.filter(region=actor.region) if coordinator else self.filter(provider=actor.cell)

    def reaching(self, *, region, municipality_code):
        """Offers of the region that reach this municipality."""
        return self.filter(reaching(Person(municipality_code)) or Q(), region=region)

    def usable_by(self, *, region, municipality_code, situations, age, date):
        """Offers that a person may use: published, within reach, lawful for one of the situations, and of age."""
        person = Person(municipality_code, tuple(situations), age)
        return self.published(date).filter(fits(person), region=region)

    def with_room(self):
        """Offers with a free place, or without a limit."""
        return self.filter(ROOM)

    def in_order(self, *, employers_first=False):
        """Best first, for a queryset with `score` (see search): own audience, then a free place, then title."""
        for_whom = {"employer": 0, "both": 2} if employers_first else {"employer": 4}
        cases = [When(instrument__audience=name, then=Value(place)) for name, place in for_whom.items()]
        own = Case(*cases, default=Value(4 if employers_first else 0), output_field=IntegerField())
        full = Case(When(ROOM, then=Value(0)), default=Value(1), output_field=IntegerField())
        return self.annotate(rank=own + full, by_title=Lower("title")).order_by("-score", "rank", "by_title", "pk")

    def after(self, key):
        """The rows behind `key` = (score, rank, by_title, pk), in the order of `in_order`."""
        score, rank, title, pk = key
        last = Q(by_title__gt=title) | Q(by_title=title, pk__gt=pk)
        return self.filter(Q(score__lt=score) | Q(score=score) & (Q(rank__gt=rank) | Q(rank=rank) & last))

    def tally(self, person, *, need="", needs=()):
        """Counts in one query: `total`, `room`, not shown per reason, and per need of `needs` (as `need_<slug>`).

        A row that fails for several reasons counts for the first of municipality, situation, age.
        """
        chosen = Q(needs__contains=[need]) if need else Q()
        counts, so_far = {}, chosen
        for name, condition in CONDITIONS:
            if (holds := condition(person)) is not None:
                counts[name] = Count("pk", filter=so_far & ~holds)
                so_far &= holds
        counts["total"] = Count("pk", filter=so_far & Q(pk__isnull=False))
        counts["room"] = Count("pk", filter=so_far & ROOM)
        for slug in needs:
            counts[f"need_{slug}"] = Count("pk", filter=fits(person) & Q(needs__contains=[slug]))
        return dict.fromkeys((name for name, _ in CONDITIONS), 0) | self.aggregate(**counts)
