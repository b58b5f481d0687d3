"""Which version this is."""

import tomllib
from pathlib import Path

from django.conf import settings


def own_version() -> str:
    """The version of pyproject.toml."""
    return tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())["project"]["version"]
