"""House rules for every template: no inline style or script, known classes, drawings that exist, documented parts."""

import re
from pathlib import Path

import pytest
from django.conf import settings

HOME = Path(settings.BASE_DIR) / "templates"
STATIC = Path(settings.BASE_DIR) / "werkcentrum/web/static/web"
TEMPLATES = sorted(HOME.rglob("*.html"))
APPS = ("werkcentrum/web", "clients", "services", "werkplan", "employers")
CSS = "".join(css.read_text() for app in APPS for css in (Path(settings.BASE_DIR) / app / "static").rglob("*.css"))
SCREENS = [path for path in TEMPLATES if "pdf" not in path.parts]


def name(path):
    return str(path.relative_to(HOME))


def block(cls):
    """The part of the page a class belongs to: `wc-step` of `wc-step__title` and `wc-step--late`."""
    return re.split("__|--", cls)[0]


@pytest.mark.parametrize("path", SCREENS, ids=name)
def test_nothing_that_the_policy_of_the_site_forbids(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:", text)
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", text)
    assert scripts == []
    assert "|safe" not in text
    assert "autoescape" not in text


@pytest.mark.parametrize("path", SCREENS, ids=name)
def test_classes_and_drawings_exist(path):
    text = path.read_text()
    known = {block(cls) for cls in re.findall(r"\.(wc-[\w-]+)", CSS)}
    values = re.findall(r'class="([^"]*)"', text)
    used = {cls for value in values for cls in re.findall(r"(?<![\w-])wc-[\w-]*\w(?![\w-]*{)", value)}
    assert {cls for cls in used if block(cls) not in known} == set()
    drawings = set(re.findall(r'id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    asked = re.findall(r'{% icon "([\w-]+)"', text) + re.findall(r'icon_name="([\w-]+)"', text)
    assert set(asked) - drawings == set()


@pytest.mark.parametrize("path", sorted((HOME / "ui").glob("*.html")), ids=name)
def test_every_part_says_what_it_needs(path):
    assert re.match(r"({% load \w+ %})?({#|{% comment %}) ", path.read_text())


def test_the_ui_kit_stays_small():
    assert len(list((HOME / "ui").glob("*.html"))) <= 30


def test_templates_stay_short():
    assert {name(path): lines for path in TEMPLATES if (lines := len(path.read_text().splitlines())) > 120} == {}
