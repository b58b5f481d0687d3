"""Until when support may rest on consent: asked here by the actions of access, answered a floor up.

The consents themselves stand in `clients`; it registers its answer when the apps are ready. The database asks the same
question once more (trigger `involvement_support_rests_on_consent`), and ends the support when the consent ends.
"""

from collections.abc import Callable
from datetime import datetime

_answer: list[Callable] = []


def register(answer):
    """Let `answer(client_id=, cell=, groups=)` say until when, as a datetime, or None when there is no consent."""
    _answer[:] = [answer]


def support_until(*, dossier_id, cell, groups) -> datetime | None:
    """The last moment on which somebody of `cell` may support with these groups on a consent; None without one."""
    return _answer[0](client_id=dossier_id, cell=cell, groups=groups) if _answer else None
