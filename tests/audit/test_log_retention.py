"""Months past their term leave the log with four eyes, and what stays is still checked to the row."""

import datetime
import io
import uuid

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.audit.test_seal import LET_GO
from werkcentrum.access.actions import grant_membership
from werkcentrum.audit import partitions
from werkcentrum.audit.models import DetachedMonth, Event, Reading
from werkcentrum.audit.record import record_readings
from werkcentrum.audit.seal import sealer
from werkcentrum.audit.seal.verify import verify
from werkcentrum.privacy.log_months import over


def four_eyes(world):
    return (
        "--prepared-by", world.actor("beheerder").user.email, "--approved-by", world.actor("privacyofficer").user.email
    )  # fmt: skip


def run(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def told(*args, code=0):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("log_retention", *args, stdout=out, stderr=err)
    except SystemExit as stop:
        assert stop.code == code
    return out.getvalue() + err.getvalue()


@pytest.fixture
def old(committed_world, tmp_path):
    """Lines of 2019 and of today in the same sealed batch."""
    partitions.make_ahead(today=datetime.date(2019, 4, 1), ahead=0)
    lead, file = committed_world.coach(), tmp_path / "anchor"
    columns = "at, actor_id, role, part, purpose, trace"
    for day in ("2019-04-02", "2019-04-30 23:59+00", "2019-05-01 00:00+00"):
        run(
            f"INSERT INTO audit_reading ({columns}) VALUES (%s, %s, '', 'plan', 'taak', %s)",
            day, lead.user.pk, str(uuid.uuid4()),
        )  # fmt: skip
    lead.saw([committed_world.client_of(lead).pk], "plan")
    record_readings(lead)
    sealer.seal(file=file)
    yield committed_world, lead, file
    for table in partitions.TABLES:
        run(f"DROP TABLE IF EXISTS {table}_2019_04")


def test_it_only_proposes(old):
    said = told()
    assert "Bewaartermijn van het logboek: 5 jaar" in said and "2019-04  audit_reading_2019_04  2 regels" in said
    assert Reading.objects.count() == 4 and not DetachedMonth.objects.exists()


def test_four_eyes(old):
    world, lead, _file = old
    officer, admin = world.actor("privacyofficer"), world.actor("beheerder")

    def asked(preparer="", approver=""):
        names = (("--prepared-by", preparer), ("--approved-by", approver))
        return told("--detach", *(part for pair in names if pair[1] for part in pair), code=2)

    assert "twee mensen" in asked() and "twee mensen" in asked(admin.user.email)
    for mail in (lead.user.email, admin.user.email, "nobody@test.example"):
        assert "--approved-by mag wissen niet goedkeuren" in asked(admin.user.email, mail)
    for mail in (lead.user.email, officer.user.email):
        assert "--prepared-by mag wissen niet klaarzetten" in asked(mail, officer.user.email)
    grant_membership(user=admin.user, participation=officer.cell, role="privacyofficer", by=None)
    assert "keurt het niet goed" in asked(admin.user.email, admin.user.email), "one person with both roles is one"
    assert Reading.objects.count() == 4 and not DetachedMonth.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        DetachedMonth.objects.create(
            table="audit_event", month="2019-04-01", prepared_by=admin.user, approved_by=admin.user
        )


def test_a_month_leaves_and_the_rest_is_still_checked(old):
    world, _lead, file = old
    officer, names = world.actor("privacyofficer"), four_eyes(world)
    assert "Uit het logboek: audit_reading_2019_04" in told("--detach", *names)
    assert Reading.objects.count() == 2, "the first of May is another month"
    noted = DetachedMonth.objects.get(table="audit_reading")
    assert noted.approved_by == officer.user and sum(noted.rows.values()) == 2
    assert Event.objects.filter(action="privacy.detach_log").count() == 2
    assert "Geen hele maand" in told()
    assert verify(file=file).whole
    key = Reading.objects.order_by("-at").first().pk
    with transaction.atomic():
        run(LET_GO)
        run("DELETE FROM audit_reading WHERE id = %s", key)
        found = verify(file=file)
        assert not found.whole and str(key) in found.findings[0]
        transaction.set_rollback(True)


def test_what_is_not_sealed_yet_stays(old):
    world, lead, _file = old
    run(
        "INSERT INTO audit_reading (at, actor_id, role, part, purpose, trace) "
        "VALUES ('2019-04-09', %s, '', 'x', 'x', %s)",
        lead.user.pk, str(uuid.uuid4()),
    )  # fmt: skip
    said = told("--detach", *four_eyes(world), code=2)
    assert "seal_log" in said and Reading.objects.count() == 5


def test_nothing_of_the_last_five_years(world):
    partitions.make_ahead(today=timezone.localdate() - datetime.timedelta(days=4 * 365), ahead=2)
    assert over(timezone.localdate()) == []
