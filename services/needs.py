"""The needs of the menu as tiles: what somebody asks for, with its drawing."""

from services import reference

ICONS = {
    "orientatie": "search",
    "solliciteren": "document",
    "taal": "talk",
    "digitaal": "keyboard",
    "scholing": "school",
    "diploma": "flag",
    "werkervaring": "work",
    "begeleiding": "people",
    "aanpassing": "key",
    "vervoer": "pin",
    "kinderopvang": "home",
    "schulden": "euro",
    "inkomen": "figures",
    "meedoen": "partner",
    "starten": "up",
    "ontslag": "switch",
    "personeel": "person",
    "loonkosten": "euro",
    "opleiden_personeel": "school",
}
LABELS = {need.slug: need.label for need in reference.needs()}
SLUGS = tuple(LABELS)


def needs(*, employers_first=False, only_own=False):
    """The needs, those of the own kind of asker first (or only): (slug, label, sentence, icon, audience)."""
    first = "employer" if employers_first else "client"
    rows = sorted(reference.needs(), key=lambda need: need.audience != first)
    rows = [need for need in rows if need.audience == first or not only_own]
    return [(need.slug, need.label, need.sentence, ICONS[need.slug], need.audience) for need in rows]


def labels(slugs):
    """The names of needs, in the order of the menu."""
    return [LABELS[slug] for slug in SLUGS if slug in set(slugs)]
