"""The national catalogue of instruments and the offers of the demo, as plain data (see SOURCES.md)."""

from functools import cache

from services.reference.load import (
    CatalogueError,
    load_instruments,
    load_needs,
    load_offers,
    load_phases,
)
from services.reference.shape import DemoOffer, Instrument, Need, Phase


@cache
def needs() -> tuple[Need, ...]:
    """What a client or an employer may need, in the order of the menu."""
    return load_needs()


@cache
def phases() -> tuple[Phase, ...]:
    """The ten phases between losing a job and keeping one (Dennis DW01 to DW10)."""
    return load_phases()


@cache
def instruments() -> dict[str, Instrument]:
    """The 62 instruments by code, the four abolished ones among them; CatalogueError when a file is wrong."""
    return load_instruments(needs=needs(), phases=phases())


@cache
def demo_offers() -> tuple[DemoOffer, ...]:
    """Offers of three regions for the demo; CatalogueError when one names what does not exist."""
    return load_offers(instruments=instruments())


__all__ = [
    "CatalogueError",
    "DemoOffer",
    "Instrument",
    "Need",
    "Phase",
    "demo_offers",
    "instruments",
    "needs",
    "phases",
]
