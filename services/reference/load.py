"""Reads the catalogue and the demo offers, and refuses a file that names what does not exist."""

import csv
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from services.reference.shape import AUDIENCES, ENTITLEMENTS, OFFER_STATES, DemoOffer, Instrument, Need, Phase
from werkcentrum.regions import reference as map_of
from werkcentrum.vocabulary import SITUATIONS, PartnerKind

HERE = Path(__file__).parent
LONGEST_SUMMARY = 300


class CatalogueError(ValueError):
    """A reference file says something that cannot be true; the message names the row."""


def load_needs() -> tuple[Need, ...]:
    """The needs in the order of the file."""
    return tuple(Need(**row) for row in _csv("needs.csv"))


def load_phases() -> tuple[Phase, ...]:
    """The phases in the order of the file."""
    return tuple(Phase(**row) for row in _csv("phases.csv"))


def load_instruments(*, needs: Collection[Need], phases: Collection[Phase]) -> dict[str, Instrument]:
    """All instruments of the folder `instruments`, by code."""
    groups = {name: tuple(group["codes"]) for name, group in _toml(HERE / "situation_groups.toml").items()}
    found: dict[str, Instrument] = {}
    for path in sorted((HERE / "instruments").glob("*.toml")):
        for code, row in _toml(path).items():
            instrument = _instrument(code, row, groups)
            _refuse(code, _instrument_problems(instrument, needs, phases) | {"twice in the catalogue": code in found})
            found[code] = instrument
    return found


def load_offers(*, instruments: Mapping[str, Instrument]) -> tuple[DemoOffer, ...]:
    """All offers of the folder `offers`; what an offer does not say itself it takes from its instrument."""
    return tuple(_offers(instruments))


def _offers(instruments: Mapping[str, Instrument]) -> Iterator[DemoOffer]:
    for path in sorted((HERE / "offers").glob("*.toml")):
        content = _toml(path)
        for row in content["offer"]:
            instrument = instruments.get(row["instrument"])
            if instrument is None:
                raise CatalogueError(f"{row['title']}: unknown instrument {row['instrument']}")
            offer = _offer(content["shared"] | row, instrument)
            _refuse(offer.title, _offer_problems(offer, instrument))
            yield offer


def _instrument(code: str, row: dict[str, Any], groups: Mapping[str, tuple[str, ...]]) -> Instrument:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    values["target_situations"] = tuple(_expand(code, values["target_situations"], groups))
    return Instrument(code=code, **values)


def _expand(code: str, names: Collection[str], groups: Mapping[str, tuple[str, ...]]) -> list[str]:
    expanded: dict[str, None] = {}
    for name in names:
        if name.startswith("@") and name[1:] not in groups:
            raise CatalogueError(f"{code}: unknown group of situations {name}")
        expanded |= dict.fromkeys(groups[name[1:]] if name.startswith("@") else [name])
    return list(expanded)


def _offer(row: dict[str, Any], instrument: Instrument) -> DemoOffer:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    values.setdefault("situations", instrument.target_situations)
    values.setdefault("needs", instrument.needs)
    values.setdefault("cost_client", instrument.cost_to_client)
    values.setdefault("financier", instrument.financier)
    return DemoOffer(**values)


def _instrument_problems(instrument: Instrument, needs: Collection[Need], phases: Collection[Phase]) -> dict[str, bool]:
    kinds = {kind.value for kind in PartnerKind} - {PartnerKind.NONE}
    return {
        "unknown audience": instrument.audience not in AUDIENCES,
        "unknown kind of entitlement": instrument.entitlement not in ENTITLEMENTS,
        "unknown kind of owner": not instrument.owner_kinds or not set(instrument.owner_kinds) <= kinds,
        "unknown income situation": not set(instrument.target_situations) <= set(SITUATIONS),
        "unknown need": not instrument.needs or not set(instrument.needs) <= {need.slug for need in needs},
        "unknown phase": instrument.phase not in {phase.slug for phase in phases},
        "summary is too long": len(instrument.summary) > LONGEST_SUMMARY,
        "abolished without a reason, or the other way round": (instrument.abolished_on is None)
        != (instrument.abolished_reason == ""),
        "abolished before its last day": bool(
            instrument.abolished_on and instrument.offered_until and instrument.abolished_on <= instrument.offered_until
        ),
    }


def _offer_problems(offer: DemoOffer, instrument: Instrument) -> dict[str, bool]:
    members = {held.municipality for held in map_of.memberships() if held.region == offer.region}
    return {
        "unknown region": offer.region not in {region.code for region in map_of.regions()},
        "unknown provider": not _provider_exists(offer),
        "provider may not own this instrument": offer.provider_kind not in instrument.owner_kinds,
        "reach lies outside the region": not set(offer.reach) <= members,
        "unknown state": offer.state not in OFFER_STATES,
        "situation for which the instrument is not lawful": bool(instrument.target_situations)
        and not set(offer.situations) <= set(instrument.target_situations),
        "more free places than places": (offer.places is None) != (offer.free is None)
        or (offer.free or 0) > (offer.places or 0),
        "withdrawn without a reason, or the other way round": (offer.state == "withdrawn")
        != bool(offer.withdrawn_reason),
        "published although abolished": offer.state == "published" and instrument.abolished_on is not None,
    }


def _provider_exists(offer: DemoOffer) -> bool:
    if offer.provider_kind == PartnerKind.MUNICIPALITY:
        return offer.provider in map_of.municipality_codes()
    regions = {"", offer.region}
    return any(
        (partner.slug, partner.kind) == (offer.provider, offer.provider_kind) and partner.region in regions
        for partner in map_of.partners()
    )


def _refuse(row: str, problems: Mapping[str, bool]) -> None:
    found = [problem for problem, wrong in problems.items() if wrong]
    if found:
        raise CatalogueError(f"{row}: {', '.join(found)}")


def _csv(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
