"""Embedded PostgreSQL: a server of one's own for demo, development and tests, without installing or configuring one."""

from .errors import PostgresUnavailable
from .launcher import ensure
from .names import APP_ROLE, DATABASE, OWNER_ROLE, PORT

__all__ = ["APP_ROLE", "DATABASE", "OWNER_ROLE", "PORT", "PostgresUnavailable", "ensure"]
