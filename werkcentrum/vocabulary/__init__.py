"""Words that two apps share: kinds of partner, income situations, legal numbers. Imports nothing from the project."""

from .parameters import PARAMETERS, START, Parameter, parameter
from .partners import PARTNER_CHOICES, PartnerKind
from .situations import SITUATION_CHOICES, SITUATIONS, Benefit, Duties, Kind, Situation, situation
from .terms import reaches, shift

__all__ = [
    "PARAMETERS",
    "PARTNER_CHOICES",
    "SITUATIONS",
    "SITUATION_CHOICES",
    "START",
    "Benefit",
    "Duties",
    "Kind",
    "Parameter",
    "PartnerKind",
    "Situation",
    "parameter",
    "reaches",
    "shift",
    "situation",
]
