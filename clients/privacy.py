"""The privacy notice that is read out at registration (AVG 13): its versions, and what it says."""

from datetime import date

PRIVACY_NOTICES = (("2026-1", date(2026, 1, 1)),)
"""Version and the first day it holds."""

SENTENCES = (
    "Wij schrijven op wat nodig is om u te helpen bij werk, leren en inkomen. Niet meer.",
    "Alleen mensen die u helpen openen uw dossier. Wij houden bij wie keek. U mag dat altijd zien.",
    "Uw BSN gebruiken alleen UWV, de gemeente en de balie. Een vakbond, school of werkgever ziet het nooit.",
    "U mag uw gegevens bekijken, verbeteren en vragen om ze te wissen.",
    "Zegt u nee tegen delen? Dat verandert niets aan uw uitkering.",
)


def privacy_notice(day: date) -> str:
    """Version of the notice on a day."""
    return next(version for version, since in reversed(PRIVACY_NOTICES) if since <= day)
