"""Work on what others made (paper, uploads), done in a process of its own that may not take all time or memory."""

from .process import Busy, LimitedProcess, NotDone, Overrun

__all__ = ["Busy", "LimitedProcess", "NotDone", "Overrun"]
