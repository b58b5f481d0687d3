"""The glossary names what exists: every name in code is found in the code."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLOORS = ("werkcentrum", "clients", "services", "werkplan", "employers")
NAME = re.compile(r"`([^`]+)`")


def test_every_name_in_the_glossary_exists_in_the_code():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for floor in FLOORS
        for path in [*(ROOT / floor).rglob("*.py"), *(ROOT / floor).rglob("*.toml")]
    )
    words = set(re.findall(r"\w+", code)) | set(FLOORS)
    missing = [name for name in names_in_code() if not set(re.findall(r"\w+", name)) <= words]
    assert not missing, f"the glossary names what the code does not: {missing}"


def test_every_row_of_the_glossary_is_one_sentence():
    for cells in rows():
        meaning = cells[-1]
        assert meaning.endswith("."), meaning
        assert len(re.findall(r"[.](?: |$)", re.sub(r"art\. ", "", meaning))) == 1, meaning


def names_in_code():
    """The names of the column 'name in code', without the words around them."""
    return [name for cells in rows() for name in NAME.findall(cells[-2])]


def rows():
    """The cells of every row of every table but the heads."""
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [cells for cells in found if cells[-1] != "meaning"]
