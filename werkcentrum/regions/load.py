"""Loads the map of 2026 into the database; loading again changes nothing that is already right."""

from django.db import transaction
from django.utils.text import slugify

from werkcentrum.regions import reference
from werkcentrum.regions.models import (
    Desk,
    Municipality,
    Participation,
    Partner,
    PostcodeArea,
    Region,
    RegionMembership,
)
from werkcentrum.vocabulary import PartnerKind

SINCE = "2026-01-01"


@transaction.atomic
def load_map(progress=None):
    """Regions, municipalities with their periods, postcodes, partners, cells and desks. `progress(done, total)`."""
    parts = (_regions, _municipalities, _memberships, _postcodes, _partners, _cells, _desks)
    for done, part in enumerate(parts, start=1):
        part()
        if progress:
            progress(done, len(parts))


def _upsert(model, rows, key, fields):
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=key, update_fields=fields)


def _by(model, key="code"):
    return dict(model.objects.values_list(key, "pk"))


def _regions():
    rows = [
        Region(code=row.code, name=row.name, slug=slugify(row.name), source=f"code: {row.code_source}")
        for row in reference.regions()
    ]
    _upsert(Region, rows, ["code"], ["name", "slug", "source"])


def _municipalities():
    regions = _by(Region)
    today = reference.memberships()
    current = {held.municipality: regions[held.region] for held in today if held.valid_until is None}
    rows = [
        Municipality(code=row.code, name=row.name, region_id=current[row.code]) for row in reference.municipalities()
    ]
    _upsert(Municipality, rows, ["code"], ["name", "region"])
    codes = _by(Municipality)
    for row in reference.regions():
        Region.objects.filter(code=row.code, central=None).update(central=codes[row.central_municipality])


def _memberships():
    regions, municipalities = _by(Region), _by(Municipality)
    known = set(RegionMembership.objects.values_list("municipality_id", "valid_from"))
    RegionMembership.objects.bulk_create(
        RegionMembership(
            municipality_id=municipalities[held.municipality],
            region_id=regions[held.region],
            valid_from=held.valid_from,
            valid_until=held.valid_until,
        )
        for held in reference.memberships()
        if (municipalities[held.municipality], held.valid_from) not in known
    )


def _postcodes():
    municipalities = _by(Municipality)
    rows = [
        PostcodeArea(pc4=area.pc4, municipality_id=municipalities[area.municipality], place=area.place)
        for area in reference.postcode_areas()
    ]
    _upsert(PostcodeArea, rows, ["pc4"], ["municipality", "place"])


def _partners():
    rows = [Partner(slug=row.slug, name=row.name, kind=row.kind) for row in reference.partners()]
    taken = {row.name for row in rows}
    for municipality in Municipality.objects.select_related("region"):
        name = f"Gemeente {municipality.name}"
        slug = f"gemeente-{slugify(municipality.name)}"
        if name in taken:
            name, slug = f"{name} ({municipality.region.name})", f"{slug}-{municipality.region.slug}"
        taken.add(name)
        rows.append(Partner(slug=slug, name=name, kind=PartnerKind.MUNICIPALITY, municipality=municipality))
    _upsert(Partner, rows, ["slug"], ["name", "kind"])


def _cells():
    regions = list(Region.objects.all())
    by_code = {region.code: region for region in regions}
    home = {row.slug: by_code[row.region] for row in reference.partners() if row.region}
    rows = []
    for partner in Partner.objects.select_related("municipality__region"):
        where = (
            [partner.municipality.region]
            if partner.municipality
            else [home[partner.slug]]
            if partner.slug in home
            else regions
        )
        rows += [Participation(partner=partner, region=region, valid_from=SINCE) for region in where]
    Participation.objects.bulk_create(rows, ignore_conflicts=True)


def _desks():
    rows = []
    for region in Region.objects.select_related("central"):
        name = f"Werkcentrum {region.name}"
        rows.append(Desk(region=region, municipality=region.central, kind=Desk.Kind.MAIN, name=name))
        rows.append(Desk(region=region, kind=Desk.Kind.DIGITAL, name=f"{name} digitaal"))
        if region.name == "Friesland":
            branch = Municipality.objects.get(name="Smallingerland")
            rows.append(
                Desk(region=region, municipality=branch, kind=Desk.Kind.BRANCH, name=f"{name}, dependance Drachten")
            )
    Desk.objects.bulk_create(rows, ignore_conflicts=True)
