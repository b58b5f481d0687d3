"""What the menu of a new place has for the services that somebody uses, and what her new lead decided about each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from werkcentrum.access.door import protect

OF_PLAN = "plan_id IN (SELECT id FROM werkplan_werkplan WHERE client_id IN ({}))"
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0016_handover_clock"),
        ("services", "0004_menu_guards"),
        ("werkplan", "0006_plan_follows_the_lead"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "RemapLine",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        "op de nieuwe menukaart",
                        choices=[("zelfde", "Hetzelfde aanbod"), ("lijkt_op", "Lijkt erop"), ("geen", "Geen aanbod")],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField("uitleg", max_length=300)),
                ("article", models.CharField("artikel", blank=True, max_length=120)),
                (
                    "choice",
                    models.CharField(
                        "besluit",
                        blank=True,
                        choices=[
                            ("over", "Verder met het nieuwe aanbod"),
                            ("blijft", "Loopt door bij de aanbieder van nu"),
                            ("stopt", "Stopt"),
                        ],
                        max_length=6,
                    ),
                ),
                ("decided_at", models.DateTimeField("besloten op", blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(settings.AUTH_USER_MODEL, PROTECT, blank=True, null=True, related_name="+"),
                ),
                ("handover", models.ForeignKey("clients.handover", PROTECT, related_name="remaps")),
                ("inzet", models.ForeignKey("werkplan.inzet", PROTECT, related_name="remaps")),
                ("offer", models.ForeignKey("services.offer", PROTECT, blank=True, null=True, related_name="+")),
                ("plan", models.ForeignKey("werkplan.werkplan", PROTECT, related_name="remaps")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("handover", "inzet"), name="remapline_once_per_inzet"),
                    models.CheckConstraint(
                        name="remapline_offer_unless_none",
                        condition=Q(verdict="geen", offer=None) | ~Q(verdict="geen") & Q(offer__isnull=False),
                    ),
                    models.CheckConstraint(
                        name="remapline_decided_exactly_with_a_choice",
                        condition=Q(choice="", decided_by=None, decided_at=None)
                        | ~Q(choice="") & Q(decided_by__isnull=False, decided_at__isnull=False),
                    ),
                    models.CheckConstraint(
                        name="remapline_over_to_an_offer", condition=~Q(choice="over") | Q(offer__isnull=False)
                    ),
                ],
            },
        ),
        protect("werkplan_remapline", OF_PLAN),
    ]
