"""What must be right before the product may run: a system check per rule (`werkcentrum.E…`), security.txt, the SBOM.

Django's own `check --deploy` finds nothing wrong with hosts '*', an MD5 hasher and a session of a year; these do. One
file per theme; `tests/hardening` breaks every setting once and sees the check fail.
"""
