"""The shape of an intake field: frozen dataclasses and the short word lists they use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

STEPS = {
    1: "Wie bent u en waarvoor komt u?",
    2: "Uw situatie en inkomen",
    3: "Wat kunt en wilt u?",
    4: "Wanneer, waar, en wat maakt het lastig?",
}

ROLES = {
    "gids": "Gids",
    "uwv": "UWV",
    "gemeente": "Gemeente",
    "wsp": "Werkgeversadviseur",
    "sociale_partner": "Sociale partner",
    "onderwijs_sbb": "Onderwijs en SBB",
    "aanbieder": "Aanbieder",
    "werkgever": "Werkgever",
    "regiocoordinator": "Regiocoördinator",
}

KEY_OF_ROLE = {
    "gids": "gids",
    "werkgeversadviseur": "wsp",
    "werkgever": "werkgever",
    "regiocoordinator": "regiocoordinator",
}

KEY_OF_PARTNER = {
    "uwv": "uwv",
    "municipality": "gemeente",
    "social_partner": "sociale_partner",
    "education": "onderwijs_sbb",
    "sbb": "onderwijs_sbb",
    "social_enterprise": "aanbieder",
}

MARKS = {"L": "lezen", "S": "lezen en schrijven", "M": "alleen afgeschermd", "A": "alleen in aantallen", "": "niet"}
CHANGING = frozenset({"S"})

MASKS = {
    "age_group": "leeftijdsgroep in plaats van datum",
    "pc4": "alleen de vier cijfers van de postcode",
    "code": "alleen de code, zonder datums",
    "derived": "alleen welke aanpassing nodig is",
    "known_or_not": "alleen of het bekend is",
    "yes_or_no": "alleen ja of nee",
}

CONDITIONS = {
    "after_nomination": "na voordracht voor een vacature",
    "client_consent": "met toestemming van de klant",
    "matching": "voor een match",
    "necessary": "alleen wat nodig is",
    "own_client": "alleen van eigen klanten",
    "same_job": "alleen de werkgever van die functie",
}

REQUIRED_WHEN = {
    "always": "altijd",
    "dossier": "bij een dossier",
    "statutory_dossier": "bij een dossier van UWV of gemeente",
    "first_registration": "bij de eerste inschrijving",
    "applicable": "als het zo is",
    "nug": "zonder uitkering",
    "ww": "bij een WW-uitkering",
    "non_eu": "bij een nationaliteit van buiten de EU",
    "refugee": "bij een verblijfsvergunning asiel",
    "under_27": "jonger dan 27 jaar",
    "matching": "voor bemiddeling naar een vacature",
    "working": "als iemand nu werkt",
    "lks": "bij loonkostensubsidie",
    "lks_wajong": "bij loonkostensubsidie of Wajong",
    "municipality": "bij begeleiding door de gemeente",
    "sharing": "bij delen zonder wettelijke taak",
    "optional": "niet verplicht",
    "never": "nooit",
}

TYPES = frozenset(
    [
        "text",
        "longtext",
        "code",
        "codes",
        "int",
        "decimal",
        "bool",
        "date",
        "partial_date",
        "list",
        "occupation",
        "situation",
    ]
)
KINDS = frozenset(["answer", "person", "periods", "consent", "derived", "never_stored"])
AVG_CLASSES = ("public", "internal", "personal", "special", "secret")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a code list: what is stored and what is read on the screen."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Sight:
    """What one role may do with a field: a mark, the mask it is shown through, the condition it hangs on."""

    mark: str = ""
    mask: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a row, for fields that hold a list. `choices` is filled for the types code and codes."""

    code: str
    label: str
    type: str
    choices: tuple[Choice, ...] = ()
    required: bool = False
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the intake.

    `step` is 1 to 4, or 0 when no step asks it; `order` counts through the whole intake. `kind` says where the answer
    lives: `answer` in the intake itself, `person`, `periods` and `consent` in tables of their own, `derived` nowhere.
    A field of type `list` has columns and at most `max_rows` rows; with `max_rows` 1 it is a group of questions.
    """

    code: str
    group: str
    kind: str
    label: str
    help: str
    type: str
    step: int
    order: int
    required_when: str
    avg_class: str
    legal_ground: str
    field_group: str
    source: str
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    max_rows: int = 0
    max_length: int | None = None
    warn_free_text: bool = False
    visibility: Mapping[str, Sight] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def storable(self) -> bool:
        """False for what the law forbids to keep."""
        return self.kind != "never_stored"

    @property
    def special(self) -> bool:
        """True when the answer asks for extra care: health, debts, criminal facts, the BSN."""
        return self.avg_class in {"special", "secret"}

    def label_of(self, value: str) -> str:
        """The words on the screen for a stored code; the code itself when it is not in the list."""
        return next((choice.label for choice in self.choices if choice.value == value), value)
