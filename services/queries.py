"""Which offers stand on the menu of a person, and which an actor may see and keep."""

from django.db.models import F, Q, QuerySet

from werkcentrum.permissions import Permission
from werkcentrum.regions.queries import on


class OfferQuerySet(QuerySet):
    """Offers of partners in a region."""

    def published(self, date):
        """Offers that stand on the menu on `date`."""
        return self.filter(on(date), state="gepubliceerd")

    def visible_to(self, actor):
        """Published offers everywhere; besides, the own cell's, and for a coordinator all of the own region."""
        if not actor.is_live:
            return self.none()
        mine = Q(state="gepubliceerd") | Q(provider=actor.cell)
        if actor.may(Permission.OFFER_PUBLISH):
            mine |= Q(region=actor.region)
        return self.filter(mine)

    def reaching(self, *, region, municipality_code):
        """Offers of the region that reach this municipality: an offer local to Ede is not for Wageningen."""
        return self.filter(Q(reach=[]) | Q(reach__contains=[municipality_code]), region=region)

    def usable_by(self, *, region, municipality_code, situations, age, date):
        """Offers that a person may use: published, within reach, lawful for one of the situations, and of age."""
        return (
            self.published(date)
            .reaching(region=region, municipality_code=municipality_code)
            .filter(Q(situations=[]) | Q(situations__overlap=list(situations)))
            .filter(Q(instrument__min_age=None) | Q(instrument__min_age__lte=age))
            .filter(Q(instrument__max_age=None) | Q(instrument__max_age__gte=age))
        )

    def with_room(self):
        """Offers with a free place, or without a limit."""
        return self.filter(Q(places=None) | Q(places_taken__lt=F("places")))
