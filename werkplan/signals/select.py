"""Who a signal concerns, as SQL: for everybody at once, or the same for a few. Each answers (client_id, subject, day).

`%(first)s` and `%(last)s` are the days between which it counts; `%(ww)s` and the like are codes of situations.
A day of the intake stands there as text, jjjj-mm-dd, and is compared as text: what is no day there breaks nothing.
"""

_DAY = (
    r"'^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$|^\d{4}-(0[13-9]|1[0-2])-(29|30)$|^\d{4}-(0[13578]|1[02])-31$"
    r"|^\d\d(0[48]|[2468][048]|[13579][26])-02-29$'"
)

_ENDS = """
SELECT p.client_id, p.code AS subject, p.valid_until AS day
  FROM clients_incomeperiod p
 WHERE p.valid_until BETWEEN %(first)s AND %(last)s AND {which}
   AND NOT EXISTS (SELECT FROM clients_incomeperiod later
                    WHERE later.client_id = p.client_id AND later.valid_from > p.valid_until
                      AND (later.leading OR later.code = p.code))
"""
WW_END = _ENDS.format(which="p.code = ANY(%(ww)s)")
CONTRACT_END = _ENDS.format(which="p.code = ANY(%(jobs)s)")
INCOME_END = _ENDS.format(which="p.leading AND p.code <> ALL(%(ww)s) AND p.code <> ALL(%(jobs)s)")

# In doubt about the birth date not: the first of the unknown part makes somebody older, never younger.
EARLY_REPORT = """
SELECT p.client_id, p.code AS subject, p.valid_until - %(early)s::int AS day
  FROM clients_incomeperiod p JOIN clients_client c ON c.dossier_id = p.client_id
 WHERE p.code = ANY(%(ww)s) AND p.valid_until - %(early)s::int BETWEEN %(first)s AND %(last)s
   AND c.birth_on > p.valid_until - make_interval(years => %(young)s)
   AND NOT EXISTS (SELECT FROM clients_incomeperiod later
                    WHERE later.client_id = p.client_id AND later.valid_from > p.valid_until
                      AND later.leading AND later.code <> ALL(%(assistance)s))
"""

# The report of the newest change knows the day: it counted four weeks from the day of reporting.
SEARCH_END = f"""
SELECT r.client_id, 'melding' AS subject, (d.value ->> 'on')::date AS day
  FROM (SELECT DISTINCT ON (client_id) id, client_id, deadlines FROM werkplan_carryover WHERE state <> 'vervallen'
         ORDER BY client_id, "on" DESC, id DESC) r
  CROSS JOIN LATERAL jsonb_array_elements(r.deadlines) d
 WHERE d.value ->> 'code' = 'ASSISTANCE_SEARCH_PERIOD'
   AND CASE WHEN d.value ->> 'on' ~ {_DAY} THEN (d.value ->> 'on')::date BETWEEN %(first)s AND %(last)s END
"""  # noqa: S608  names of our own

CHANGE = """
SELECT p.client_id, p.code AS subject, p.valid_from AS day
  FROM clients_incomeperiod p
 WHERE p.leading AND p.valid_from > %(first)s AND p.valid_from <= %(last)s
   AND EXISTS (SELECT FROM clients_incomeperiod before
                WHERE before.client_id = p.client_id AND before.leading AND before.valid_from < p.valid_from)
"""

SUBSIDY_WINDOW = """
SELECT p.client_id, p.code AS subject, (p.valid_from + make_interval(months => %(window)s))::date AS day
  FROM clients_incomeperiod p
 WHERE p.code = ANY(%(jobs)s)
   AND (p.valid_from + make_interval(months => %(window)s))::date BETWEEN %(first)s AND %(last)s
   AND p.valid_from <= %(today)s AND (p.valid_until IS NULL OR p.valid_until >= %(today)s)
   AND EXISTS (SELECT FROM clients_incomeperiod before
                WHERE before.client_id = p.client_id AND before.code = ANY(%(subsidy)s)
                  AND before.valid_from < p.valid_from
                  AND (before.valid_until IS NULL
                       OR before.valid_until >= p.valid_from - make_interval(months => %(window)s)))
"""

EVALUATION = """
SELECT w.client_id, 'plan' AS subject, w.evaluate_on AS day
  FROM werkplan_werkplan w
 WHERE w.state IN ('in_uitvoering', 'in_evaluatie') AND w.evaluate_on BETWEEN %(first)s AND %(last)s
"""

REGISTRATION = f"""
SELECT a.client_id, 'intake' AS subject, (a.value ->> 'expires')::date AS day
  FROM clients_intakeanswer a
 WHERE a.field = 'registered_jobseeker' AND a.value ->> 'registered' = 'true'
   AND CASE WHEN a.value ->> 'expires' ~ {_DAY} THEN (a.value ->> 'expires')::date BETWEEN %(first)s AND %(last)s END
"""  # noqa: S608  names of our own

# Only the age is asked, in whole years: a child of N turns 5 in the year that begins N-4 years after it was said. The
# signal goes by the first day on which it can be. The exemption is of assistance only.
YOUNGEST_CHILD = r"""
SELECT client_id, subject, day FROM (
    SELECT a.client_id, 'intake' AS subject,
           (a.obtained_on + make_interval(years => %(youngest)s - 1 - (a.value ->> 'youngest_age')::int))::date AS day
      FROM clients_intakeanswer a
     WHERE a.field = 'care_tasks' AND a.value ->> 'single_parent' = 'true'
       AND CASE WHEN a.value ->> 'youngest_age' ~ '^\d$' THEN (a.value ->> 'youngest_age')::int < %(youngest)s END
       AND EXISTS (SELECT FROM clients_incomeperiod p
                    WHERE p.client_id = a.client_id AND p.code = ANY(%(assistance)s)
                      AND p.valid_from <= %(today)s AND (p.valid_until IS NULL OR p.valid_until >= %(today)s))
) found WHERE day BETWEEN %(first)s AND %(last)s
"""

# As `PartialDate.pension_day`: the latest day it can be, by the first row of the table of ages that it falls in.
PENSION = """
SELECT client_id, 'aow' AS subject, day FROM (
    SELECT DISTINCT ON (born.client_id) born.client_id, GREATEST(reached.day, age.since) AS day
      FROM (SELECT dossier_id AS client_id,
                   CASE birth_precision WHEN 'day' THEN birth_on
                        WHEN 'month' THEN (birth_on + interval '1 month')::date - 1
                        ELSE (birth_on + interval '1 year')::date - 1 END AS on_day
              FROM clients_client
             WHERE birth_on BETWEEN %(first)s - interval '69 years' AND %(last)s - interval '64 years') born
      CROSS JOIN unnest(%(ages)s::int[], %(ages_since)s::date[], %(ages_until)s::date[]) AS age (months, since, until)
      CROSS JOIN LATERAL (SELECT (born.on_day + make_interval(months => age.months))::date AS plain) counted
      CROSS JOIN LATERAL (SELECT counted.plain
          + (extract(day FROM counted.plain) < extract(day FROM born.on_day))::int AS day) reached
     WHERE age.until IS NULL OR reached.day <= age.until
     ORDER BY born.client_id, age.since
) found WHERE day BETWEEN %(first)s AND %(last)s
"""
