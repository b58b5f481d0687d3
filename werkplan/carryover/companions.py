"""Situations that go on beside the new leading one, as data: without it a change would look bigger than it is."""

from dataclasses import dataclass

from .groups import ASSISTANCE, PAID_JOB, SICK, UWV_PAID, WGA, WORK, WW, Codes


@dataclass(frozen=True, slots=True)
class Companion:
    """From a situation in `before` to one in `after`: the old one stays (`code` None) or another comes beside it."""

    before: Codes
    after: Codes
    article: str
    source: str
    code: str | None = None


COMPANIONS: tuple[Companion, ...] = (
    # Assistance that tops up another income: that income goes on (T20).
    Companion(UWV_PAID | WORK | SICK | {"ANW"}, frozenset({"BIJSTAND_AANV"}), "Pwet 7.3.c", "L"),
    # Hours lost: the rest of the job goes on (T11).
    Companion(PAID_JOB, frozenset({"WW_DEELTIJD"}), "WW 16.1.a", "L"),
    # The two years after wage subsidy run on, also when UWV pays (T09).
    Companion(frozenset({"PWET_STAART_2JR"}), UWV_PAID | WORK, "Pwet 7.1.a.2, 7.3.c", "L"),
    # The right to support of a Wajonger stays when he works (T15).
    Companion(frozenset({"WAJONG"}), WORK, "Wajong 2:20, 2:22", "L"),
    # Starting a business with permission of UWV: the WW goes on (T17).
    Companion(WW, frozenset({"ZELFSTANDIGE"}), "WW 77a.2", "L"),
    # Starting a business from assistance goes with Bbz (T16).
    Companion(ASSISTANCE, frozenset({"ZELFSTANDIGE"}), "Bbz 2004", "M", "BBZ"),
    # First job straight from school: the municipality's task of 10d.2 runs for six months (T12).
    Companion(frozenset({"PRO_VSO_ENTREE"}), PAID_JOB, "Pwet 10d.2", "L"),
    # Refused for the WIA: WW follows (T06).
    Companion(SICK | WGA | WW | {"LOONDOORBETALING_ZIEK"}, frozenset({"WIA_35MIN"}), "WW 24.4", "L", "WW"),
    # The plan for civic integration does not depend on income (T23).
    Companion(frozenset({"INBURGERAAR"}), ASSISTANCE | WORK | {"NUG"}, "Wi2021", "M"),
)


def codes_beside(from_code: str, to_code: str) -> frozenset[str]:
    """The codes that hold beside `to_code` after a change from `from_code`."""
    rows = (row for row in COMPANIONS if from_code in row.before and to_code in row.after)
    return frozenset(row.code or from_code for row in rows) - {to_code}
