"""Who prepared a month that leaves the log, beside who approved it: two people."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("audit", "0005_seals")]

    operations = [
        migrations.AddField(
            "detachedmonth",
            "prepared_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        AddConstraintNotValid(
            "detachedmonth",
            models.CheckConstraint(
                name="month_detached_four_eyes", condition=~Q(approved_by=F("prepared_by"))
            ),
        ),
        ValidateConstraint("detachedmonth", "month_detached_four_eyes"),
    ]
