"""Opening and closing the budget of a year."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from services.money import policy
from services.money.models import BudgetPurpose, RegionalBudget
from services.money.models.budget import FOUR_EYES_FROM
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict, Refused


@transaction.atomic
def open_budget(*, region, year, cashier, by, four_eyes_from=FOUR_EYES_FROM):
    """The budget of a region in a year, with who receives and pays. `four_eyes_from` in cents."""
    if cashier.region_id != region.pk:
        raise Refused("De kassier moet een partner van deze regio zijn.", field="cashier")
    budget = RegionalBudget(region=region, year=year, cashier=cashier, four_eyes_from=four_eyes_from)
    policy.require_keeper(by, budget)
    if RegionalBudget.objects.filter(region=region, year=year).exists():
        raise Conflict(f"Het budget van {year} is er al.")
    budget.save()
    record("services.open_budget", budget, by=by, year=year)
    return budget


@transaction.atomic
def add_purpose(*, budget, name, by, code=""):
    """Something that partners put money in for."""
    policy.require_keeper(by, budget)
    code = code or slugify(name)[:40]
    if budget.purposes.filter(code=code).exists():
        raise Conflict(f"Het doel {name} is er al.")
    purpose = BudgetPurpose.objects.create(budget=budget, code=code, name=name)
    record("services.add_purpose", purpose, by=by)
    return purpose


@transaction.atomic
def close_budget(*, budget, by):
    """Nothing is booked in this year any more. Refused while something is reserved or owed."""
    policy.require_keeper(by, budget)
    row = RegionalBudget.objects.select_for_update(of=("self",)).get(pk=budget.pk)
    if row.accounts.filter(kind__in=("gereserveerd", "verplicht"), balance__lt=0).exists():
        raise Conflict("Er staat nog geld gereserveerd of verplicht. Rond dat eerst af, of geef het vrij.")
    row.closed_on = timezone.localdate()
    row.save(update_fields=["closed_on"])
    record("services.close_budget", row, by=by, year=row.year)
    return row
