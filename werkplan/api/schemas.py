"""What is sent and answered, in Dutch words; small and fixed, and nothing beside it is taken."""

import re
import unicodedata
from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr, model_validator

from clients import bsn, freetext
from werkplan.models import ActivityCard, Progress

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SIGNS = 9  # of Dutch national numbers
EARLIEST, LATEST = 2000, 2100


def plain_line(text):
    """One line without signs that cannot be read, without a BSN and (AVG 9) without an illness."""
    if not isinstance(text, str):
        return text
    text = unicodedata.normalize("NFC", " ".join(text.split(" ")).strip())
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in text):
        raise ValueError("Gebruik één regel gewone tekst.")
    for sentence in freetext.warnings(text):
        raise ValueError(sentence)
    return text


def day(value):
    """A full date as text (RFC 3339), within this century."""
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError("Schrijf een datum als jjjj-mm-dd.")
    found = date.fromisoformat(value)
    if not EARLIEST <= found.year <= LATEST:
        raise ValueError(f"Een datum ligt tussen {EARLIEST} en {LATEST}.")
    return found


def moment(value):
    """A moment with its zone as text (RFC 3339)."""
    if not isinstance(value, str | datetime) or (isinstance(value, str) and "T" not in value.upper()):
        raise ValueError("Schrijf een tijdstip als jjjj-mm-ddTuu:mm:ss met een tijdzone.")
    return value


def number_of(value):
    """A BSN that passes the elfproef, in nine digits."""
    if isinstance(value, str):
        try:
            return bsn.clean(value[: 3 * SIGNS])
        except bsn.BsnError as error:
            raise ValueError("Dit is geen burgerservicenummer.") from error
    return value


Day = Annotated[date | None, BeforeValidator(day)]
Line = Annotated[StrictStr, BeforeValidator(plain_line)]


class Strict(Schema):
    """Refuses what it does not know, so that a wrong name is not silently lost."""

    model_config = ConfigDict(extra="forbid")


class Person(Strict):
    """Whom it is about: by the code that the coach gave, or (UWV and municipalities only) by BSN."""

    code: StrictStr | None = Field(
        None,
        alias="koppelcode",
        pattern=r"^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$",
        description="De code die de begeleider aan deze partner gaf.",
    )
    bsn: Annotated[StrictStr | None, BeforeValidator(number_of)] = Field(
        None, alias="burgerservicenummer", description="Alleen voor UWV en gemeenten (UAVG 46)."
    )

    @model_validator(mode="after")
    def _one(self):
        if (self.code is None) == (self.bsn is None):
            raise ValueError("Noem de persoon met een koppelcode of met een burgerservicenummer, niet met beide.")
        return self


class Card(Strict):
    """An activity card as its owner sends it."""

    person: Person = Field(alias="persoon")
    kind: ActivityCard.Kind = Field(alias="soort")
    title: Line = Field(alias="titel", min_length=1, max_length=80, description="Wat het is, zonder persoon erin.")
    status: Progress
    starts_on: Day = Field(None, alias="begindatum")
    ends_on: Day = Field(None, alias="einddatum")
    next_on: Day = Field(None, alias="volgendeDatum")
    contact: Line = Field("", max_length=80, description="Waar de organisatie te bereiken is; geen medewerker.")
    number: StrictInt = Field(alias="versie", ge=1, le=2_147_483_647, description="Telt bij elke wijziging op.")
    changed_at: Annotated[AwareDatetime, BeforeValidator(moment)] = Field(alias="gewijzigdOp")

    @model_validator(mode="after")
    def _in_order(self):
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("De einddatum ligt voor de begindatum.")
        return self

    def facts(self) -> dict:
        """What `actions.cards.bring` keeps."""
        return self.model_dump(exclude={"person", "kind", "status"}) | {
            "kind": str(self.kind),
            "status": str(self.status),
        }


class Kept(Schema):
    """What is kept: the owner's own reference and version."""

    reference: str = Field(serialization_alias="kenmerk")
    number: int = Field(serialization_alias="versie")


class Minimum(Schema):
    """All that is told of our plan: how it stands, the next date, and whose it is."""

    status: Progress
    next_on: date | None = Field(serialization_alias="volgendeDatum")
    owner: str = Field(serialization_alias="eigenaar")


class Problem(Schema):
    """A refusal (RFC 9457)."""

    status: int
    title: str
    detail: str
    errors: list[dict[str, str]] | None = None
