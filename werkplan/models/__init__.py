"""The plan and everything in it."""

from .agreement import Agreement
from .answer import StepAnswer
from .carryover import CarryOver, CarryOverLine
from .closing import ClosingReview
from .elsewhere import ActivityCard, ExchangeCode, OverarchingPlan, Progress
from .inzet import Inzet
from .obstacle import Obstacle
from .plan import Goal, Werkplan
from .remap import RemapLine
from .review import PlanReview
from .signal import Signal
from .step import Step
from .version import PlanVersion

__all__ = [
    "ActivityCard",
    "Agreement",
    "CarryOver",
    "CarryOverLine",
    "ClosingReview",
    "ExchangeCode",
    "Goal",
    "Inzet",
    "Obstacle",
    "OverarchingPlan",
    "PlanReview",
    "PlanVersion",
    "Progress",
    "RemapLine",
    "Signal",
    "Step",
    "StepAnswer",
    "Werkplan",
]
