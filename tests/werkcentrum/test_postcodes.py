"""The official postcode file: read with the columns it has, refused with the line that is wrong."""

import pytest
from django.core.management import CommandError, call_command

from werkcentrum.regions.load import load_map
from werkcentrum.regions.models import PostcodeArea
from werkcentrum.regions.postcodes import UnreadableFile, gm_code, read

KNOWN = {"GM0080", "GM0228", "GM0289"}


def test_a_file_of_postcodes_and_house_numbers_gives_the_municipality_with_most_rows():
    text = "PC6;Huisnummer;Gemeente2026\n8911AA;1;80\n8911AB;3;0080\n8911AC;5;GM0228\n"
    assert read(text, KNOWN).areas == {"8911": ("GM0080", "")}


def test_a_place_is_taken_along():
    assert read("pc4,woonplaats,gemeente_code\n6711,Ede,GM0228\n", KNOWN).areas == {"6711": ("GM0228", "Ede")}


@pytest.mark.parametrize("text", ["80", "0080", "GM0080", " gm0080 "])
def test_a_municipality_code_in_any_spelling(text):
    assert gm_code(text) == "GM0080"


def test_each_wrong_row_is_named_by_its_line():
    found = read("pc4,gemeente_code\n0999,GM0080\n8911,GM9999\n6711,GM0228\n", KNOWN)
    assert found.areas == {"6711": ("GM0228", "")}
    assert found.problems[0].startswith("Regel 2:") and found.problems[1].startswith("Regel 3:")


def test_a_file_without_the_right_columns_is_refused():
    with pytest.raises(UnreadableFile, match="kolom voor de gemeente"):
        read("pc4,iets\n8911,x\n", KNOWN)


@pytest.mark.django_db
def test_the_command_adds_and_corrects_postcodes(tmp_path):
    load_map()
    file = tmp_path / "postcodes.csv"
    file.write_text("pc4,plaats,gemeente_code\n8911,Leeuwarden,GM0080\n1234,,GM0228\n", encoding="utf-8")
    call_command("load_postcodes", file)
    assert PostcodeArea.objects.get(pc4="1234").place == "Ede"
    assert PostcodeArea.objects.get(pc4="8911").municipality.code == "GM0080"


@pytest.mark.django_db
def test_a_wrong_row_stops_the_whole_file_unless_it_may_be_skipped(tmp_path):
    load_map()
    file = tmp_path / "postcodes.csv"
    file.write_text("pc4,gemeente_code\n1234,GM0228\nkapot,GM0080\n", encoding="utf-8")
    with pytest.raises(CommandError, match="er is niets gewijzigd"):
        call_command("load_postcodes", file)
    assert not PostcodeArea.objects.filter(pc4="1234").exists()
    call_command("load_postcodes", file, "--skip-problems")
    assert PostcodeArea.objects.filter(pc4="1234").exists()


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="kan niet worden gelezen"):
        call_command("load_postcodes", tmp_path / "weg.csv")
