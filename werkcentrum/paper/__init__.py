"""Paper: accessible, archivable PDF of our own pages, made in a limited process that can fetch nothing."""

from .document import TooMuchForPaper, paper

__all__ = ["TooMuchForPaper", "paper"]
