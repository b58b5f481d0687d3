"""Every pair of colours that meets on a screen holds, in light, dark and more contrast; names of tokens exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings

HOME = Path(settings.BASE_DIR) / "werkcentrum/web/static/web"
PACKAGE = Path(settings.BASE_DIR) / "node_modules/@utrecht/component-library-css/dist/index.css"
SCHEMES = {
    "light": [],
    "dark": ["(prefers-color-scheme: dark)"],
    "more": ["(prefers-contrast: more)"],
    "more and dark": [
        "(prefers-color-scheme: dark)",
        "(prefers-contrast: more)",
        "(prefers-contrast: more) and (prefers-color-scheme: dark)",
    ],
}
SURFACES = ("paper", "ground", "tint")
MEANINGS = ("wait", "stop", "done", "info", "rest")
# text on a surface: at least 4.5 to 1 (WCAG 1.4.3)
TEXT = [
    *((ink, surface) for ink in ("ink", "ink-soft", "brand", "brand-hover") for surface in SURFACES),
    *((meaning, f"{meaning}-tint") for meaning in MEANINGS),
    *((meaning, surface) for meaning in MEANINGS for surface in ("paper", "ground")),
    *((ink, f"{meaning}-tint") for ink in ("ink", "brand") for meaning in MEANINGS),
    ("on-fill", "fill"),
    ("on-fill", "fill-hover"),
    ("on-bar", "bar"),
    ("on-fill", "stop-fill"),
]
# borders of controls, icons and the focus ring: at least 3 to 1 (WCAG 1.4.11); `line` is decoration
LINES = [
    *((line, surface) for line in ("field-border", "focus") for surface in ("paper", "ground", "tint")),
    ("bar-focus", "bar"),
    ("fill", "ground"),
    ("brand", "rest-tint"),
]


def tokens(scheme):
    """Name → value of our tokens as they apply in one of SCHEMES."""
    css = (HOME / "tokens.css").read_text()
    found = dict(re.findall(r"--wc-([\w-]+): ([^;]+);", re.search(r":root \{(.*?)\n\}", css, re.S)[1]))
    for query in SCHEMES[scheme]:
        block = re.search(rf"@media {re.escape(query)} \{{\s*:root \{{(.*?)\}}", css, re.S)
        found |= dict(re.findall(r"--wc-([\w-]+): ([^;]+);", block[1]))
    return found


def colour(name, known):
    """The #rrggbb of a token, through references."""
    value = known[name]
    reference = re.fullmatch(r"var\(--wc-([\w-]+)\)", value)
    return colour(reference[1], known) if reference else value


def luminance(hexadecimal):
    parts = [int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("pairs", "floor"), [(TEXT, 4.5), (LINES, 3)], ids=["text", "lines"])
def test_every_pair_holds(scheme, pairs, floor):
    known = tokens(scheme)
    ratios = {pair: round(contrast(*(colour(name, known) for name in pair)), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < floor} == {}


@pytest.mark.parametrize("sheet", sorted(HOME.glob("regions/*.css")), ids=lambda sheet: sheet.stem)
def test_a_region_sets_its_brand_and_tint_and_stays_readable(sheet):
    own = dict(re.findall(r"--([\w-]+): ([^;]+);", sheet.read_text()))
    assert set(own) == {"wc-brand", "wc-brand-hover", "wc-tint"}
    known = tokens("light") | {name.removeprefix("wc-"): value for name, value in own.items()}
    for pairs, floor in ((TEXT, 4.5), (LINES, 3)):
        assert [pair for pair in pairs if contrast(*(colour(name, known) for name in pair)) < floor] == []


def test_contrast_is_the_formula_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.skipif(not PACKAGE.is_file(), reason="node_modules is not installed: run make env")
def test_every_utrecht_variable_exists_in_the_package():
    package = set(re.findall(r"--utrecht-[\w-]+", PACKAGE.read_text()))
    ours = set(re.findall(r"^\s*(--utrecht-[\w-]+):", (HOME / "utrecht.css").read_text(), re.M))
    assert ours - package == set()


def test_every_token_that_is_used_exists():
    css = {path.name: path.read_text() for path in HOME.glob("*.css")}
    known = {f"--wc-{name}" for name in re.findall(r"--wc-([\w-]+):", css["tokens.css"])}
    used = {name for text in css.values() for name in re.findall(r"var\((--wc-[\w-]+)", text)}
    assert used - known == set()


def test_colours_stand_only_in_the_tokens():
    allowed = {"tokens.css", "print.css"}  # and the sheets of regions, which stand in a folder
    stray = {
        path.name: found
        for path in HOME.glob("*.css")
        if path.name not in allowed and (found := set(re.findall(r"#[0-9a-f]{6}\b", path.read_text())) - {"#ffffff"})
    }
    assert stray == {}
