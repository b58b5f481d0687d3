"""How a rule is written: a function that yields what is wrong, in Dutch, and a number that keeps its meaning."""

from django.conf import settings
from django.core.checks import Error, register

TAG = "hardening"
RULES: dict[str, str] = {}
"""Number → what it guards, for the paper and for the test that breaks each."""


def rule(number: str, *, local=True):
    """Register a function that yields sentences as system check `werkcentrum.<number>`.

    `local=False`: not asked of a demonstration, a debug server or the tests, which run without TLS.
    """

    def mark(function):
        def check(app_configs=None, databases=None, **kwargs):
            if settings.LOCAL and not local:
                return []
            return [Error(sentence, id=f"werkcentrum.{number}") for sentence in function()]

        check.__name__, check.__doc__ = function.__name__, function.__doc__
        if number in RULES:
            raise ValueError(f"{number} is taken")
        RULES[number] = (function.__doc__ or "").strip().splitlines()[0]
        register(check, TAG)
        return check

    return mark
