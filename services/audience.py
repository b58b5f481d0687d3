"""For whom an offer is: the person it is asked for, and the 40 income situations in plain groups."""

from collections.abc import Iterable
from dataclasses import dataclass

from werkcentrum.vocabulary import SITUATIONS


@dataclass(frozen=True, slots=True)
class Person:
    """What of somebody decides whether an offer may be used. None means: not asked.

    `municipality_code` is a GM code; empty when it is not known where she lives, then only what reaches the whole
    region is hers. `situations` holds codes of `vocabulary.SITUATIONS`; none at all leaves what is for everybody.
    `age` counts whole years.
    """

    municipality_code: str | None = None
    situations: tuple[str, ...] | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Income situations that people call by one name. `phrase` fits after "alleen voor": "WW", "werkenden"."""

    slug: str
    label: str
    phrase: str
    codes: tuple[str, ...]


GROUPS: tuple[Group, ...] = (
    Group("ww", "WW", "WW", ("WW", "WW_DEELTIJD", "WW_OVERHEID")),
    Group("bijstand", "Bijstand", "bijstand", ("BIJSTAND", "BIJSTAND_AANV", "BIJSTAND_JONG", "WIJ_PARTNER")),
    Group("geen", "Geen uitkering, zoekt werk", "mensen zonder uitkering", ("NUG", "NUG_NIET_GEREG")),
    Group(
        "werk",
        "Aan het werk",
        "werkenden",
        ("LOONDIENST", "FLEX_UITZEND", "BESCHUT_WERK", "WSW", "PWET_STAART_2JR"),
    ),
    Group("ontslag", "Baan stopt misschien", "wie zijn baan kan verliezen", ("MET_ONTSLAG_BEDREIGD",)),
    Group("ziek", "Ziek of Ziektewet", "Ziektewet", ("ZW_VANGNET", "ZW_ERD", "LOONDOORBETALING_ZIEK")),
    Group("wia", "WIA of WAO", "WIA of WAO", ("WGA", "WGA_ERD", "IVA", "WIA_35MIN", "WAO_WAZ")),
    Group("wajong", "Wajong", "Wajong", ("WAJONG", "WAJONG_2015_DGA")),
    Group("oudere", "IOW, IOAW of IOAZ", "IOW, IOAW of IOAZ", ("IOW", "IOAW", "IOAZ")),
    Group("nabestaande", "Anw of AOW", "Anw of AOW", ("ANW", "AOW")),
    Group("zelfstandig", "Eigen bedrijf", "ondernemers", ("ZELFSTANDIGE", "ONDERNEMER_PERSONEEL", "BBZ")),
    Group(
        "school",
        "School, of jong zonder diploma",
        "scholieren en jongeren zonder diploma",
        ("SCHOLIER_STUDENT", "VSV_17_27", "PRO_VSO_ENTREE"),
    ),
    Group("nieuw", "Inburgeraar of Oekraïne", "inburgeraars en Oekraïners", ("INBURGERAAR", "ONTHEEMDE_OEK")),
    Group("detentie", "In detentie of net vrij", "wie vastzit of net vrij is", ("DETENTIE",)),
)
BY_SLUG = {group.slug: group for group in GROUPS}
NAMED_FIRST = 3


def group_of(code: str) -> Group | None:
    """The group a situation belongs to; None for ONBEKEND and for what is no code."""
    return next((group for group in GROUPS if code in group.codes), None)


def codes_of(choice: str) -> tuple[str, ...]:
    """The codes behind a choice: the slug of a group, or one code. Empty when it is neither."""
    if choice in BY_SLUG:
        return BY_SLUG[choice].codes
    return (choice,) if choice in SITUATIONS else ()


def label_of(choice: str) -> str:
    """What a choice is called on a chip."""
    return BY_SLUG[choice].label if choice in BY_SLUG else SITUATIONS[choice].name


def in_words(codes: Iterable[str]) -> str:
    """Situations in a few words: "WW, bijstand of Wajong"; long lists end in "en nog 4 groepen"."""
    codes = set(codes)
    names = [group.phrase for group in GROUPS if codes & set(group.codes)]
    if len(names) > NAMED_FIRST + 1:
        return f"{', '.join(names[:NAMED_FIRST])} en nog {len(names) - NAMED_FIRST} groepen"
    return listed(names, "of")


def listed(names: Iterable[str], word: str = "en") -> str:
    """`Ede, Rhenen en Veenendaal`."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} {word} {last}" if first else last
