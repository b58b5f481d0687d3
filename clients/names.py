"""Dutch names: prefix apart, sorted on the main part, addressed as one wants to be."""

import unicodedata


def plain(text: str) -> str:
    """Lower case without accents and punctuation: 'Ünal-Çelik' → 'unal celik'."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def _own(person):
    return " ".join(part for part in (person.prefix, person.surname) if part)


def _partner(person):
    return " ".join(part for part in (person.partner_prefix, person.partner_surname) if part)


def surname(person) -> str:
    """The surname as one is addressed by (BRP naamgebruik E, P, V or N)."""
    own, partner = _own(person), _partner(person)
    if not partner or person.name_use == "E":
        return own
    return {"P": partner, "V": f"{partner}-{own}", "N": f"{own}-{partner}"}[person.name_use]


def full(person) -> str:
    """Call name (or first names) and surname."""
    return " ".join(part for part in (person.call_name or person.first_names, surname(person)) if part)


def initials(person) -> str:
    """'F. el A.': enough to recognise somebody who stands before you, too little to find her by."""
    first = (person.first_names or person.call_name)[:1]
    return " ".join(part for part in (f"{first}." if first else "", person.prefix, f"{person.surname[:1]}.") if part)


def sort_key(person) -> str:
    """Sorted on the significant part: 'amrani fatima el'."""
    return plain(" ".join((person.surname, person.call_name or person.first_names, person.prefix)))[:200]


def search_key(surname_: str) -> str:
    """What a look-up by name compares with."""
    return plain(surname_)[:200]


PREFIX_WORDS = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "ter",
        "ten",
        "te",
        "in",
        "op",
        "aan",
        "uit",
        "voor",
        "bij",
        "tot",
        "s'",
        "'s",
        "onder",
        "over",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "af",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "del",
        "della",
        "la",
        "le",
        "les",
        "lo",
        "du",
        "des",
        "d'",
        "el",
        "al",
        "ad",
        "ben",
        "bin",
        "ibn",
        "abu",
        "bint",
        "y",
    ]
)
"""Words that stand before the main part of a surname (BRP table of prefixes and what desks meet beside it)."""


def split_prefix(typed: str) -> tuple[str, str]:
    """Prefix and main part of a surname as typed: 'van der Berg' → ('van der', 'Berg'). No prefix: ('', typed)."""
    words = typed.split()
    place = 0
    while place < len(words) - 1 and words[place].lower() in PREFIX_WORDS:
        place += 1
    return " ".join(words[:place]), " ".join(words[place:])
