"""Which rows of the map hold on a date."""

from django.db.models import F, Q, QuerySet


def on(date):
    """Condition for rows with `valid_from`/`valid_until` (inclusive, null = open) that hold on `date`."""
    return Q(valid_from__lte=date) & (Q(valid_until=None) | Q(valid_until__gte=date))


class PeriodQuerySet(QuerySet):
    """Rows that hold for a period."""

    def on(self, date):
        """Rows that hold on `date`."""
        return self.filter(on(date))


class ParticipationQuerySet(PeriodQuerySet):
    """Cells: one partner in one region."""

    def of_kind(self, kind, region):
        """Cells of partners of `kind` (a PartnerKind) in `region`."""
        return self.filter(partner__kind=kind, region=region)

    def of_municipality(self, municipality):
        """The cell of the municipality itself, in the region it belongs to."""
        return self.filter(partner__municipality=municipality, region=F("partner__municipality__region"))
