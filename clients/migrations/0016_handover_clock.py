"""Offers that expire, refusals with a code, the terms per region, and what a coordinator says about what waits."""

from pathlib import Path

import django.contrib.postgres.constraints
import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

import werkcentrum.regions.models
from werkcentrum.access.door import CARD, guard

SQL = (Path(__file__).parent.parent / "sql" / "late_handovers.sql").read_text()
OFFERED = "SELECT clients_offered_dossiers()"
LATE = "SELECT handover_id FROM clients_late_handovers()"
STATES = [
    ("aangeboden", "Aangeboden"), ("geaccepteerd", "Geaccepteerd"), ("geweigerd", "Geweigerd"),
    ("ingetrokken", "Ingetrokken"), ("verlopen", "Verlopen"),
]  # fmt: skip
REASONS = [
    ("niet_van_ons", "Wij zijn niet verantwoordelijk"), ("woont_elders", "Woont in een andere gemeente of regio"),
    ("geen_ruimte", "Er is nu geen coach beschikbaar"), ("te_vroeg", "Te vroeg: de wijziging is nog niet ingegaan"),
    ("onvolledig", "Er moet eerst nog iets gebeuren"), ("anders", "Een andere reden"),
]  # fmt: skip
# Five working days more than the answer had: a week.
BACKFILL = [
    "SELECT set_config('app.door', 'migration', true)",
    "UPDATE clients_handover SET expires_on = due_on + 7 WHERE expires_on IS NULL",
    "UPDATE clients_historicalhandover SET expires_on = due_on + 7 WHERE expires_on IS NULL",
    "UPDATE clients_handover SET refusal_code = 'anders' WHERE state = 'geweigerd' AND refusal_code = ''",
    "SELECT set_config('app.door', '', true)",
]
# Back: what expired becomes withdrawn by who offered it, the only state that the old table knows for it.
BACK = [
    "SELECT set_config('app.door', 'migration', true)",
    "UPDATE clients_handover SET state = 'ingetrokken', decided_by_id = offered_by_id WHERE state = 'verlopen'",
    "SELECT set_config('app.door', '', true)",
]
# [M] Five working days is a proposal of domain 3.3, ten is our own: to be agreed per region.
TERMS = """
INSERT INTO clients_handoverterms (region_id, valid_from, valid_until, answer_days, expire_days, source)
VALUES (NULL, '2015-01-01', NULL, 5, 10, 'Voorstel, nergens vastgesteld: spreek de termijnen af per regio [M]')
"""
DECIDED, REFUSED, EXPIRES = (
    "handover_decided_exactly_when_closed", "handover_refused_with_reason", "handover_expires_after_it_is_due",
)  # fmt: skip


def both(name, field):
    """A new column of handovers and of their history."""
    return [migrations.AddField(model, name, field) for model in ("handover", "historicalhandover")]


def change(name, field):
    """A changed column of handovers and of their history."""
    return [migrations.AlterField(model, name, field) for model in ("handover", "historicalhandover")]


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0015_appointments"),
        ("regions", "0003_own_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("handover", DECIDED),
        migrations.RemoveConstraint("handover", REFUSED),
        *both("expires_on", models.DateField("vervalt na", null=True)),
        *both("escalated_at", models.DateTimeField("bij de regiocoördinator sinds", blank=True, null=True)),
        *both("refusal_code", models.CharField("soort reden", blank=True, choices=REASONS, default="", max_length=12)),
        *change("refusal_code", models.CharField("soort reden", blank=True, choices=REASONS, max_length=12)),
        migrations.RunSQL(BACKFILL, BACK),
        *change("expires_on", models.DateField("vervalt na")),
        *change(
            "state",
            django_fsm.FSMField("toestand", choices=STATES, default="aangeboden", max_length=50, protected=True),
        ),
        AddConstraintNotValid(
            "handover",
            models.CheckConstraint(
                name=DECIDED,
                condition=Q(state="aangeboden", decided_at=None, decided_by=None)
                | Q(state="verlopen", decided_at__isnull=False, decided_by=None)
                | ~Q(state__in=["aangeboden", "verlopen"]) & Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ),
        AddConstraintNotValid(
            "handover",
            models.CheckConstraint(
                name=REFUSED,
                condition=Q(state="geweigerd") & ~Q(refusal="") & ~Q(refusal_code="")
                | ~Q(state="geweigerd") & Q(refusal="", refusal_code=""),
            ),
        ),
        AddConstraintNotValid(
            "handover", models.CheckConstraint(name=EXPIRES, condition=Q(expires_on__gte=F("due_on")))
        ),
        *(ValidateConstraint("handover", name) for name in (DECIDED, REFUSED, EXPIRES)),
        migrations.CreateModel(
            "HandoverTerms",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField("van")),
                ("valid_until", models.DateField("tot en met", blank=True, null=True)),
                ("answer_days", models.PositiveSmallIntegerField("werkdagen om te antwoorden")),
                ("expire_days", models.PositiveSmallIntegerField("werkdagen tot het aanbod vervalt")),
                ("source", models.CharField("bron", max_length=200)),
                (
                    "region",
                    models.ForeignKey(
                        "regions.region", django.db.models.deletion.PROTECT, blank=True, null=True, related_name="+"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        name="handoverterms_answer_before_it_expires",
                        condition=Q(answer_days__gte=1, expire_days__gte=F("answer_days")),
                    ),
                    models.CheckConstraint(
                        name="handoverterms_end_after_they_start",
                        condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        name="handoverterms_one_at_a_time",
                        expressions=[
                            (Coalesce("region_id", Value(0)), "="),
                            (werkcentrum.regions.models.DateRange(), "&&"),
                        ],
                    ),
                ]
            },
        ),
        migrations.RunSQL(TERMS, migrations.RunSQL.noop),
        migrations.CreateModel(
            "HandoverAdvice",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        "soort",
                        choices=[("herinnering", "Herinnering"), ("andere", "Andere ontvanger voorgesteld")],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField("waarom", blank=True, max_length=300)),
                ("at", models.DateTimeField("tijdstip", auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, related_name="+"
                    ),
                ),
                ("client", models.ForeignKey("clients.client", django.db.models.deletion.PROTECT, related_name="+")),
                (
                    "handover",
                    models.ForeignKey("clients.handover", django.db.models.deletion.PROTECT, related_name="advice"),
                ),
                (
                    "to_participation",
                    models.ForeignKey(
                        "regions.participation",
                        django.db.models.deletion.PROTECT,
                        blank=True,
                        null=True,
                        related_name="+",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        name="handoveradvice_other_receiver_with_reason",
                        condition=Q(kind="herinnering", to_participation=None)
                        | Q(kind="andere", to_participation__isnull=False) & ~Q(reason=""),
                    )
                ],
            },
        ),
        migrations.RunSQL(SQL, "DROP FUNCTION clients_late_handovers()"),
        guard(
            "clients_handoveradvice",
            read=f"client_id IN ({CARD} UNION {OFFERED}) OR handover_id IN ({LATE})",
            add=f"by_id = access_actor() AND handover_id IN ({LATE})",
        ),
    ]
