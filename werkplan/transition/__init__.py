"""What a change of income would do to one person's plan: read before anything is saved, and again when it is."""

from .line import Line
from .preview import Preview, consequences, preview_of

__all__ = ["Line", "Preview", "consequences", "preview_of"]
