"""Files that others bring: known by their content, made anew without what could do harm, or refused with a sentence."""

from .accept import Accepted, NotAccepted, accept
from .names import clean_name

__all__ = ["Accepted", "NotAccepted", "accept", "clean_name"]
