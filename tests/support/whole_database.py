"""Everything that stands in the database, to search for what must be there or must be gone."""

from django.apps import apps
from django.db import connection


def everything() -> str:
    """Every row of every table as one text."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
            found += [f"{model._meta.db_table}: {row}" for (row,) in cursor.fetchall()]
    return "\n".join(found)
