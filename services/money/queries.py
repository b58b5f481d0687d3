"""Which money an actor may see: that of the own region."""

from django.db.models import QuerySet

from werkcentrum.permissions import Permission


class MoneyQuerySet(QuerySet):
    """Rows of a regional budget; `to_region` is the path to the region."""

    to_region = "budget__region"

    def visible_to(self, actor):
        """Of the own region, for who may read its budget."""
        if not actor.is_live or not actor.may(Permission.BUDGET_READ):
            return self.none()
        return self.filter(**{self.to_region: actor.region})


class BudgetQuerySet(MoneyQuerySet):
    """Budgets of regions."""

    to_region = "region"


class PartQuerySet(MoneyQuerySet):
    """Rows that hang on a posting."""

    to_region = "posting__budget__region"


class ShareQuerySet(MoneyQuerySet):
    """Rows that hang on a commitment."""

    to_region = "commitment__budget__region"
