-- The dossier of the one request that an export is made for now: an open one for inzage, in the region where the actor
-- is the privacy officer, of nobody whom she knows. Told for the length of the making only (`door.exporting`).
CREATE OR REPLACE FUNCTION access_export_dossiers() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT r.client_id
  FROM access_working() w
  JOIN clients_rightsrequest r ON r.region_id = w.region_id
       AND r.id = NULLIF(current_setting('app.export', true), '')::bigint
 WHERE w.role = 'privacyofficer' AND r.kind = 'inzage' AND r.state = 'ontvangen'
   AND NOT EXISTS (SELECT FROM access_involvement k
        WHERE k.user_id = access_actor() AND k.dossier_id = r.client_id AND k.relation IN ('kin', 'self'))
$$;
