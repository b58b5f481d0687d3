"""The kinds of partner that can help somebody, with the Dutch words for a screen and for a sentence."""

from enum import StrEnum


class PartnerKind(StrEnum):
    """Who helps, pays or decides. The value is what is stored and what the commands print."""

    UWV = "uwv"
    MUNICIPALITY = "municipality"
    EMPLOYER = "employer"
    SOCIAL_PARTNER = "social_partner"
    EDUCATION = "education"
    SBB = "sbb"
    SOCIAL_ENTERPRISE = "social_enterprise"
    WERKCENTRUM = "werkcentrum"
    NONE = "none"

    @property
    def label(self) -> str:
        """The name for a list or a heading, in Dutch."""
        return _WORDS[self][0]

    @property
    def phrase(self) -> str:
        """The name as it stands in the middle of a sentence, with its article: "de gemeente", "uw school"."""
        return _WORDS[self][1]

    @property
    def phrase_start(self) -> str:
        """The phrase at the start of a sentence: "De gemeente"."""
        return self.phrase[0].upper() + self.phrase[1:]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of every kind, for a form or a model field."""
        return [(kind.value, kind.label) for kind in cls]


_WORDS = {
    PartnerKind.UWV: ("UWV", "UWV"),
    PartnerKind.MUNICIPALITY: ("Gemeente", "de gemeente"),
    PartnerKind.EMPLOYER: ("Werkgever", "uw (oude) werkgever"),
    PartnerKind.SOCIAL_PARTNER: ("Sociale partners", "het loopbaanadvies van de sociale partners"),
    PartnerKind.EDUCATION: ("Onderwijs", "uw school of het Doorstroompunt"),
    PartnerKind.SBB: ("SBB", "SBB"),
    PartnerKind.SOCIAL_ENTERPRISE: ("Sociaal ontwikkelbedrijf", "het sociaal ontwikkelbedrijf"),
    PartnerKind.WERKCENTRUM: ("Werkcentrum", "het Werkcentrum"),
    PartnerKind.NONE: ("Niemand", "geen organisatie"),
}

PARTNER_CHOICES = PartnerKind.choices()
