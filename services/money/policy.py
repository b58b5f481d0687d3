"""Who reads, keeps and pays from the budget of a region."""

from django.core.exceptions import PermissionDenied

from services.money.models import RegionalBudget
from werkcentrum.permissions import Permission


def budgets(actor):
    """The budgets an actor may see, the newest year first."""
    return RegionalBudget.objects.visible_to(actor).select_related("region", "cashier__partner")


def require_region(by, budget):
    """Raise PermissionDenied when somebody of another region spends this budget; a job of the installation may."""
    if getattr(by, "job", None):
        return
    if by.region is None or by.region.pk != budget.region_id:
        raise PermissionDenied("the budget of another region")


def require_keeper(by, budget):
    """Raise PermissionDenied unless `by` keeps this budget."""
    by.require(Permission.BUDGET_KEEP)
    require_region(by, budget)


def is_cashier(by, budget) -> bool:
    """Whether this actor works for the partner that receives and pays for the region."""
    return by.may(Permission.BUDGET_KEEP) and by.cell is not None and by.cell.pk == budget.cashier_id
