"""Names inside every embedded cluster: roles, database, port, extensions. Imports nothing."""

SUPERUSER = "postgres"
OWNER_ROLE = "werkcentrum_owner"
"""Plain role that owns the tables, migrates and may create databases (tests do)."""
APP_ROLE = "werkcentrum_app"
"""Plain role that owns nothing, so that row-level security applies to it."""
DATABASE = "werkcentrum"
PORT = 5432
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
