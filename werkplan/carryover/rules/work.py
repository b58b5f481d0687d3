"""Rows for services of social partners to people who work or may lose their work."""

from werkcentrum.vocabulary import PartnerKind

from ..groups import WW
from .shape import A, B, CarryRule, D, Owner, Until, codes

_SOCIAL = "Geen wetsartikel (cao of sociaal plan)"

ROWS: tuple[CarryRule, ...] = (
    CarryRule(codes("LOOPBAANADVIES_SP"), A, "Het advies gaat met u mee. {New} gaat ermee verder.",
              "Geen wetsartikel (hervorming arbeidsmarktinfrastructuur)", Owner.NEW, source="S,M"),
    CarryRule(codes("VWNW"), D,
              "U bent werkloos. De hulp uit het sociaal plan stopt. Wat u hebt gedaan, telt mee bij UWV.",
              _SOCIAL, after=WW, until=Until.LAST_DAY, source="S"),
    CarryRule(codes("VWNW"), A, "De hulp naar ander werk loopt door.", _SOCIAL, base=True, source="S"),
    CarryRule(codes("VWNW"), D, "Deze hulp hoort bij uw oude baan en stopt. Uw cao kan iets anders zeggen.", _SOCIAL,
              until=Until.LAST_DAY, source="S"),
    CarryRule(codes("O&O"), A, "U hebt nog dezelfde baan. U mag uw opleiding van het fonds afmaken.", _SOCIAL,
              after=codes("MET_ONTSLAG_BEDREIGD", "LOONDOORBETALING_ZIEK", "WW_DEELTIJD"), source="M"),
    CarryRule(codes("O&O"), B, "Werkt u straks in een andere sector? Dan stopt dit recht. Vraag het fonds wat nog kan.",
              _SOCIAL, PartnerKind.SOCIAL_PARTNER, works=True, until=Until.LAST_DAY, source="M"),
    CarryRule(codes("O&O"), D, "Dit recht hoort bij een baan in de sector en stopt op {last_day}.", _SOCIAL,
              until=Until.LAST_DAY, source="M"),
)  # fmt: skip
