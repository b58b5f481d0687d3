"""The reference lists of regions: complete, consistent, and right about the municipalities that moved."""

from collections import Counter
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from werkcentrum.regions import reference

MUNICIPALITIES_PER_REGION = {
    "Friesland": 18, "Noord-Holland Noord": 17, "Regio Zwolle": 16, "Zuid-Limburg": 16, "Groningen": 14, "Twente": 14,
    "Midden-Utrecht": 14, "Rijnmond": 14, "West-Brabant": 14, "Zeeland": 13, "Zuidoost-Brabant": 13,
    "Veluwe Stedendriehoek": 12, "Holland Rijnland": 12, "Midden-Brabant": 11, "Noordoost-Brabant": 10,
    "Midden-Gelderland": 9, "Achterhoek": 8, "FoodValley": 8, "Rivierenland": 8, "Groot Amsterdam": 8,
    "Midden-Limburg": 8, "Rijk van Nijmegen": 7, "Amersfoort": 7, "Gooi en Vechtstreek": 7,
    "Zuid-Kennemerland en IJmond": 7, "Zaanstreek/Waterland": 7, "Drechtsteden": 7, "Helmond-De Peel": 7,
    "Noord-Limburg": 7, "Drenthe": 6, "Zuid-Holland Centraal": 6, "Flevoland": 5, "Haaglanden": 5, "Midden-Holland": 4,
    "Gorinchem": 3,
}  # fmt: skip
IN_2025, IN_2026 = date(2025, 12, 31), date(2026, 1, 1)


def test_there_are_35_regions_and_342_municipalities():
    assert len(reference.regions()) == 35
    assert len(reference.municipalities()) == len(reference.municipality_codes()) == 342


def test_every_municipality_lies_in_one_region_in_2026():
    names = {region.code: region.name for region in reference.regions()}
    held = [row for row in reference.memberships() if row.holds_on(IN_2026)]
    assert sorted(row.municipality for row in held) == sorted(reference.municipality_codes())
    assert Counter(names[row.region] for row in held) == MUNICIPALITIES_PER_REGION


@pytest.mark.parametrize("code", ["GM0230", "GM0302", "GM1773"], ids=["Elburg", "Nunspeet", "Olst-Wijhe"])
def test_three_municipalities_moved_to_regio_zwolle(code):
    assert reference.region_of(code, IN_2025) == "AM06"
    assert reference.region_of(code, IN_2026) == "AM36"


def test_no_municipality_is_in_two_regions_at_once():
    for code in reference.municipality_codes():
        for day in (date(2021, 1, 1), IN_2025, IN_2026, date(2030, 1, 1)):
            assert sum(row.municipality == code and row.holds_on(day) for row in reference.memberships()) <= 1


def test_a_new_municipality_has_no_region_before_it_was_confirmed():
    assert reference.region_of("GM1980", IN_2025) is None
    assert reference.region_of("GM1980", IN_2026) == "AM15"


def test_the_central_municipality_lies_in_its_own_region():
    for region in reference.regions():
        assert reference.region_of(region.central_municipality, IN_2026) == region.code


def test_partners_have_unique_slugs_and_known_regions():
    partners = reference.partners()
    assert len({partner.slug for partner in partners}) == len(partners)
    assert {partner.region for partner in partners} - {""} == {region.code for region in reference.regions()}
    assert [partner.slug for partner in partners if partner.kind == "uwv"] == ["uwv"]


def test_no_partner_name_gives_away_a_trade_union():
    for partner in reference.partners():
        assert not {"fnv", "cnv", "vcp"} & set(partner.name.lower().split())


def test_the_postcode_excerpt_is_small_and_points_to_municipalities():
    areas = reference.postcode_areas()
    assert 0 < len(areas) <= 60
    assert {area.municipality for area in areas} <= reference.municipality_codes()
    assert all(len(area.pc4) == 4 and area.pc4.isdigit() and area.pc4[0] != "0" for area in areas)
    assert len({area.pc4 for area in areas}) == len(areas)


def test_reference_data_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        reference.regions()[0].name = "Elders"
