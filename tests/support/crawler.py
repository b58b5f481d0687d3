"""Finds the forms of the product by walking its pages, and fills them in as somebody might."""

import html
import re

from tests.support.referee import Forms
from tests.support.sweep import routes

WORDS = {
    "text": "Ik wil graag leren.", "title": "Bel de school.", "reason": "Omdat het zo is.",
    "words": "Ik vind het goed.",
    "own_words": "Liever anders.", "proof": "Het bewijs.", "question": "Werk?", "call_name": "Sam",
    "phone": "0580000000", "result": "Gesproken.",
}  # fmt: skip


def forms_of(door, made, whole) -> list:
    """Every POST form on every page that a door shows, once per action and set of fields."""
    found = {}
    for route in routes():
        if route.foreign or "GET" not in route.tag.methods:
            continue
        path = route.address(whole, made)
        text = page_of(door, path)
        for further in dict.fromkeys([path, *questions(path, text)[:4]]):
            for form in Forms(text if further == path else page_of(door, further), path).found:
                if form.method == "post" and "submit_key" in form.fields:
                    names = (*sorted(form.fields), *sorted(form.choices))
                    found.setdefault((form.action, names, tuple(form.buttons)), form)
    return list(found.values())


def page_of(door, path):
    """The text of a page, or nothing when it is no page."""
    answer = door.knock("GET", path)
    return answer.text if answer.status == 200 and answer.kind == "text/html" else ""


def questions(path, text):
    """Links on a page to itself with a question behind it."""
    links = [html.unescape(link) for link in re.findall(r'href="([^"#]*\?[^"]*)"', text)]
    full = [link if link.startswith("/") else path + link for link in links]
    return [link for link in full if link.split("?")[0] == path]


def filled(form, button=None) -> dict:
    """What a browser would send when somebody filled in what is empty: a first choice, or plain words."""
    data = form.data(button)
    for name, options in form.choices.items():
        if not any(data.get(name, [])):
            data[name] = [next((option for option in options if option), "")]
    for name, values in data.items():
        if values == [""]:
            data[name] = [WORDS.get(name.split("-")[-1], "")]
    for name in list(data):
        if name.endswith(("_day", "_month", "_year")) and not any(data[name]):
            data[name] = ["1" if not name.endswith("_year") else "2027"]
    return data
