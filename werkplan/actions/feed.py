"""A line of a monthly file carried out: the same deeds as on the screen, with their events, signals and offers."""

from django.db import transaction

from clients.actions.income import add_period, end_period
from clients.feed.compare import Compared, What
from clients.models import Client, IncomePeriod
from clients.models.income import Source
from werkplan.actions.income import change_income


@transaction.atomic
def take_over(*, compared: Compared, by):
    """Note what one line asks for. Raises Refused or Conflict with the sentence that the screen would show."""
    row = compared.row
    client = Client.objects.select_related("dossier", "municipality", "region").get(pk=compared.client)
    if compared.what == What.ENDS:
        period = IncomePeriod.objects.select_related("client").get(pk=compared.period)
        return end_period(period=period, on=row.until, by=by)
    facts = {"client": client, "code": compared.code, "source": Source.PARTNER, "by": by}
    if compared.what == What.BESIDE:
        return add_period(valid_from=row.since, valid_until=row.until, leading=False, **facts)
    # The file shows nobody a preview, so there is none to hold the change to.
    report = change_income(on=row.since, digest=None, **facts)
    if row.until:
        new = IncomePeriod.objects.get(client=client, code=compared.code, valid_from=row.since)
        end_period(period=new, on=row.until, by=by)
    return report
