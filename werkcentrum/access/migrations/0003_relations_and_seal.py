"""More relations, sealed dossiers, and cover with an end. Nothing here holds a large table for long."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

ENDS = "involvement_support_and_former_end"
COVER = "involvement_cover_is_team_and_ends"
RELATIONS = [
    ("lead", "regie"),
    ("team", "vervanger"),
    ("support", "ondersteuning"),
    ("proposed", "voorgesteld"),
    ("former", "vorige regie"),
    ("glass", "noodtoegang"),
    ("review", "toetsing"),
    ("kin", "eigen of bekende"),
    ("self", "klant zelf"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_exactly_one_lead"),
        ("regions", "0001_initial"),
    ]

    operations = [
        migrations.AddField("dossier", "sealed", models.BooleanField("besloten", default=False, db_default=False)),
        migrations.AddField("dossier", "restricted_at", models.DateTimeField("beperkt sinds", blank=True, null=True)),
        migrations.AddField("dossier", "closed_at", models.DateTimeField("gesloten op", blank=True, null=True)),
        migrations.AddField(
            "involvement",
            "cover_for",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="vervangt",
            ),
        ),
        migrations.AddField(
            "involvement",
            "sealed_named",
            models.BooleanField("aangewezen voor een besloten dossier", default=False, db_default=False),
        ),
        migrations.AlterField(
            "involvement", "relation", models.CharField("relatie", choices=RELATIONS, max_length=12)
        ),
        migrations.RemoveConstraint("involvement", ENDS),
        AddConstraintNotValid(
            "involvement",
            models.CheckConstraint(
                name=ENDS,
                condition=~Q(relation__in=["support", "former", "glass", "review"]) | Q(valid_until__isnull=False),
            ),
        ),
        AddConstraintNotValid(
            "involvement",
            models.CheckConstraint(
                name=COVER, condition=Q(cover_for=None) | Q(relation="team", valid_until__isnull=False)
            ),
        ),
        ValidateConstraint("involvement", ENDS),
        ValidateConstraint("involvement", COVER),
    ]
