-- What decides whether somebody may take emergency access: in which region, who leads, and whether she is in it already.
-- Nothing for a sealed, restricted or closed dossier, for one of another region, or for her own or her family's.
CREATE FUNCTION access_glass_facts(which bigint, who bigint, near bigint)
RETURNS TABLE (lead_user bigint, lead_cell bigint, hers boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT lead.user_id, lead.participation_id,
       EXISTS (SELECT FROM access_involvement o
                WHERE o.dossier_id = which AND o.user_id = who AND o.relation IN ('lead', 'team')
                  AND access_holds(o.valid_from, o.valid_until))
  FROM access_dossier d
  JOIN access_involvement lead ON lead.dossier_id = d.id AND lead.relation = 'lead'
       AND access_holds(lead.valid_from, lead.valid_until)
 WHERE d.id = which AND d.region_id = near AND NOT d.sealed AND d.restricted_at IS NULL AND d.closed_at IS NULL
   AND NOT EXISTS (SELECT FROM access_involvement k
                    WHERE k.dossier_id = which AND k.user_id = who AND k.relation IN ('kin', 'self')
                      AND access_holds(k.valid_from, k.valid_until))
$$;

-- A task about each sealed dossier among these, for the privacy officer: no answer, whether there was any or not.
CREATE FUNCTION access_note_sealed(about varchar, dossiers bigint[], who bigint, cell bigint, today date, found jsonb,
                                   moment timestamptz, due date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
INSERT INTO access_review (public_id, kind, region_id, participation_id, subject_id, subject_cell_id, dossier_id,
                           key, findings, state, opened_at, due_on, question, answer, decision)
SELECT gen_random_uuid(), about, d.region_id, NULL, who, cell, d.id, concat_ws(':', about, d.id, who, today), found,
       'open', moment, due, '', '', ''
  FROM access_dossier d
 WHERE d.id = ANY(dossiers) AND d.sealed
    ON CONFLICT (key) DO NOTHING
$$;

-- What the subject of a check was shown in a span of time: parts and moments, the dossier as a number only. That a
-- look-up met a sealed dossier is not told here.
CREATE FUNCTION access_looks_in_review(which bigint, since timestamptz, until timestamptz, most integer)
RETURNS TABLE (at timestamptz, part varchar, number text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT l.at, l.part, CASE WHEN d.sealed THEN '' ELSE COALESCE(left(d.public_id::text, 8), '') END
  FROM access_review r
  JOIN audit_reading l ON l.actor_id = r.subject_id AND l.at >= since AND l.at < until
       AND (r.dossier_id IS NULL AND l.part NOT LIKE 'list:%' OR l.dossier_id = r.dossier_id)
  LEFT JOIN access_dossier d ON d.id = l.dossier_id
 WHERE r.id = which
 ORDER BY l.at DESC, l.id DESC
 LIMIT most
$$;

-- Emergency access that was judged to be unjustified ends now, also when the dossier has moved on meanwhile.
CREATE FUNCTION access_end_misused(which bigint) RETURNS SETOF bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
UPDATE access_involvement i SET valid_until = GREATEST(access_now(), i.valid_from)
  FROM access_review r
  JOIN access_glass g ON g.id = r.glass_id
 WHERE r.id = which AND r.state = 'unjustified' AND i.id = g.involvement_id AND i.relation = 'glass'
   AND i.valid_until > access_now()
RETURNING i.id
$$;
