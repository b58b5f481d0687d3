"""The facts about one person for the rules of responsibility, read from the dossier."""

from datetime import date

from django.utils import timezone

from clients.models import IncomePeriod, IntakeAnswer
from clients.responsibility import Answer, Facts, PartialDate, Period, responsible_partner


def facts_of(client, on_date=None, periods=None) -> Facts:
    """Everything the dossier knows that decides who is responsible on a day (default today): two queries.

    `periods` are the person's income periods when they were read already. What nobody asked stays None ("not known");
    the rules take a code of the situation for what it says.
    """
    day = on_date or timezone.localdate()
    rows = IncomePeriod.objects.filter(client=client) if periods is None else periods
    registered, until = _registration(client, day)
    return Facts(
        date=day,
        situations=tuple(Period(row.code, row.valid_from, row.valid_until, row.leading) for row in rows),
        birth_date=birth_date(client),
        municipality=client.municipality.code,
        registered_at_uwv=registered,
        registered_until=until,
    )


def birth_date(client) -> PartialDate:
    """The birth date with only the parts that are known."""
    born, precision = client.birth_on, client.birth_precision
    return PartialDate(born.year, born.month if precision != "year" else 0, born.day if precision == "day" else 0)


def _registration(client, day):
    """Whether she is registered at UWV as jobseeker on `day` (Pwet 6.a; None: not known), and until when."""
    value = (
        IntakeAnswer.objects.filter(client=client, field="registered_jobseeker").values_list("value", flat=True).first()
    )
    if not value or value.get("registered") is None:
        return None, None
    until = date.fromisoformat(value["expires"]) if value.get("expires") else None
    return bool(value["registered"]) and not (until and until < day), until


def responsible_for(client, on_date=None) -> Answer:
    """Who is responsible for this person on a day (default today), with rule, article and B1 sentence."""
    facts = facts_of(client, on_date)
    return responsible_partner(facts, facts.date)
