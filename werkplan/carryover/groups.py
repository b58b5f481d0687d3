"""Groups of income situations that the carry-over rules speak about, derived from the situations themselves."""

from werkcentrum.vocabulary import SITUATIONS, Benefit, Duties, Kind

Codes = frozenset[str]


def _where(test) -> Codes:
    return frozenset(code for code, held in SITUATIONS.items() if test(held))


WW: Codes = _where(lambda held: held.benefit is Benefit.WW)
UWV_PAID: Codes = _where(lambda held: held.paid_by_uwv)
SICK: Codes = frozenset({"ZW_VANGNET", "ZW_ERD"})
WGA: Codes = frozenset({"WGA", "WGA_ERD"})
ASSISTANCE: Codes = _where(lambda held: held.assistance) | {"WIJ_PARTNER"}
WORK: Codes = _where(lambda held: held.kind is Kind.WORK)
OPEN_WORK: Codes = WORK - {"BESCHUT_WERK", "WSW", "LOONDOORBETALING_ZIEK"}
NOT_WORK: Codes = frozenset(SITUATIONS) - WORK
PAID_JOB: Codes = frozenset({"LOONDIENST", "FLEX_UITZEND", "MET_ONTSLAG_BEDREIGD"})


def with_duties(*duties: Duties) -> Codes:
    """The situations in which the duties of one of these laws hold."""
    return _where(lambda held: held.duties in duties)
