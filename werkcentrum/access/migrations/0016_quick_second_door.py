"""The second door reads only the dossiers that are not ordinary: four times as quick for a caseload of thousands."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

FORWARD = """
CREATE OR REPLACE FUNCTION access_relations()
RETURNS TABLE (dossier_id bigint, relation varchar, restricted boolean, ground varchar, named boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog, public, pg_temp
-- Planned for this actor: one has three hundred relations, another twelve thousand.
SET plan_cache_mode = force_custom_plan AS
$$
#variable_conflict use_column
DECLARE
    who constant bigint := access_actor();
    moment constant timestamptz := access_now();
    cell bigint;
    position varchar;
BEGIN
    SELECT w.participation_id, w.role INTO cell, position FROM access_working() w;
    IF position = 'klant' THEN
        RETURN QUERY
        SELECT i.dossier_id, i.relation, d.restricted_at IS NOT NULL, i.ground, i.sealed_named
          FROM access_involvement i
          JOIN access_dossier d ON d.id = i.dossier_id
         WHERE i.user_id = who AND i.relation = 'self'
           AND i.valid_from <= moment + interval '5 seconds' AND (i.valid_until IS NULL OR i.valid_until > moment);
    ELSIF position IS NOT NULL THEN
        RETURN QUERY
        SELECT i.dossier_id, i.relation, d.restricted_at IS NOT NULL, i.ground, i.sealed_named
          FROM access_involvement i
          LEFT JOIN access_dossier d ON d.id = i.dossier_id
               AND (d.sealed OR d.restricted_at IS NOT NULL OR d.closed_at IS NOT NULL)
         WHERE i.user_id = who AND i.participation_id = cell AND i.relation NOT IN ('self', 'kin')
           AND i.valid_from <= moment + interval '5 seconds' AND (i.valid_until IS NULL OR i.valid_until > moment)
           AND i.dossier_id NOT IN (
                SELECT k.dossier_id
                  FROM access_involvement k
                 WHERE k.user_id = who AND k.relation IN ('kin', 'self')
                   AND k.valid_from <= moment + interval '5 seconds'
                   AND (k.valid_until IS NULL OR k.valid_until > moment))
           AND (i.sealed_named OR d.sealed IS NOT TRUE)
           AND (d.restricted_at IS NULL AND d.closed_at IS NULL
                OR i.relation IN ('lead', 'review')
                   AND (d.closed_at IS NULL OR d.closed_at > moment - interval '365 days'));
    END IF;
END $$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION access_relations()
RETURNS TABLE (dossier_id bigint, relation varchar, restricted boolean, ground varchar, named boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog, public, pg_temp
-- Planned for this actor: one has three hundred relations, another twelve thousand.
SET plan_cache_mode = force_custom_plan AS
$$
#variable_conflict use_column
DECLARE
    who constant bigint := access_actor();
    moment constant timestamptz := access_now();
    cell bigint;
    position varchar;
BEGIN
    SELECT w.participation_id, w.role INTO cell, position FROM access_working() w;
    IF position = 'klant' THEN
        RETURN QUERY
        SELECT i.dossier_id, i.relation, d.restricted_at IS NOT NULL, i.ground, i.sealed_named
          FROM access_involvement i
          JOIN access_dossier d ON d.id = i.dossier_id
         WHERE i.user_id = who AND i.relation = 'self'
           AND i.valid_from <= moment + interval '5 seconds' AND (i.valid_until IS NULL OR i.valid_until > moment);
    ELSIF position IS NOT NULL THEN
        RETURN QUERY
        SELECT i.dossier_id, i.relation, d.restricted_at IS NOT NULL, i.ground, i.sealed_named
          FROM access_involvement i
          JOIN access_dossier d ON d.id = i.dossier_id
         WHERE i.user_id = who AND i.participation_id = cell AND i.relation NOT IN ('self', 'kin')
           AND i.valid_from <= moment + interval '5 seconds' AND (i.valid_until IS NULL OR i.valid_until > moment)
           AND i.dossier_id NOT IN (
                SELECT k.dossier_id
                  FROM access_involvement k
                 WHERE k.user_id = who AND k.relation IN ('kin', 'self')
                   AND k.valid_from <= moment + interval '5 seconds'
                   AND (k.valid_until IS NULL OR k.valid_until > moment))
           AND (i.sealed_named OR NOT d.sealed)
           AND (d.restricted_at IS NULL AND d.closed_at IS NULL
                OR i.relation IN ('lead', 'review')
                   AND (d.closed_at IS NULL OR d.closed_at > moment - interval '365 days'));
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("access", "0015_second_door_of_aliases")]

    operations = [
        AddIndexConcurrently(
            "dossier",
            models.Index(
                fields=["id"],
                include=["sealed", "restricted_at", "closed_at"],
                condition=Q(sealed=True) | Q(restricted_at__isnull=False) | Q(closed_at__isnull=False),
                name="dossier_not_ordinary",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
