"""What no answer may ever do, whoever asks: the referee looks at every response of the sweep."""

import re
import sys
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import ClassVar
from urllib.parse import urlsplit

from django.template import engines
from django.urls import Resolver404, resolve

from werkcentrum.access.routes import tag_of

WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
# A client's own look gives employees their number ("medewerker 3") when they have none yet.
MAY_BE_WRITTEN_BY_GET = {"access_session", "audit_reading", "audit_alias"}
# Routes whose POST is no deed that could be done twice: it reads, counts, chooses, or (the intake) saves by version.
NO_DEED = {
    ("lookup", "search"), ("membership", "choose"), ("explain", "search"), ("account", "use"), ("client", "choose"),
    ("kept_form", "open"), ("session", "open"), ("session", "keep"),
    ("intake", "edit"), ("address", "choose"), ("seal", "search"),
}  # fmt: skip
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
)


class Undefined(str):
    """A `string_if_invalid` that remembers: a template names something that its view does not give."""

    names: ClassVar[list[str]] = []

    def __contains__(self, part):
        return part == "%s"

    def __mod__(self, name):
        here = sys._getframe(1).f_locals
        expression, context = here["self"], here["context"]
        if not {"default", "default_if_none"} & {function.__name__ for function, _ in expression.filters}:
            self.names.append(str(name))
        # Go on as Django does without this referee, so that the page is the page.
        engine = context.template.engine
        before, engine.string_if_invalid = engine.string_if_invalid, ""
        try:
            return expression.resolve(context)
        finally:
            engine.string_if_invalid = before


@contextmanager
def strict_templates():
    """Within it, every undefined variable is noted (see `faults`)."""
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, Undefined("undefined")
    Undefined.names.clear()  # of what an earlier battery asked and did not look at
    try:
        yield
    finally:
        engine.string_if_invalid = before


class Form:
    """A form of a page: where it goes, how, and the fields with the values a browser would send."""

    def __init__(self, method, action, htmx=False):
        self.method, self.action, self.htmx = method, action, htmx
        self.fields: dict[str, list[str]] = {}
        self.choices: dict[str, list[str]] = {}
        self.buttons: list[tuple[str, str]] = []

    def data(self, button=None):
        """What the browser sends, with one of the buttons pressed."""
        data = dict(self.fields)
        if button:
            data[button[0]] = [button[1]]
        return data


class Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, html, path):
        super().__init__(convert_charrefs=True)
        self.path, self.found, self.now, self.select, self.area = path, [], None, None, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            target = a.get("hx-post") or a.get("action") or self.path
            method = "post" if "hx-post" in a else (a.get("method") or "get").lower()
            self.now = Form(method, target if target.startswith("/") else self.path + target)
            self.found.append(self.now)
        elif self.now is None or not a.get("name") or "disabled" in a:
            if tag == "option" and self.select:
                self._option(a)
        elif tag == "input":
            self._input(a)
        elif tag == "button":
            self.now.buttons.append((a["name"], a.get("value", "")))
        elif tag == "select":
            self.select = a["name"]
            self.now.choices.setdefault(a["name"], [])
        elif tag == "textarea":
            self.area = a["name"]
            self.now.fields[a["name"]] = [""]
        elif tag == "option":
            self._option(a)

    def _option(self, a):
        value = a.get("value", "")
        self.now.choices[self.select].append(value)
        if "selected" in a or self.select not in self.now.fields:
            self.now.fields[self.select] = [value]

    def _input(self, a):
        name, value, kind = a["name"], a.get("value", ""), a.get("type", "text")
        if kind in {"submit", "button", "image"}:
            self.now.buttons.append((name, value))
        elif kind in {"radio", "checkbox"}:
            self.now.choices.setdefault(name, []).append(a.get("value", "on"))
            if "checked" in a:
                self.now.fields.setdefault(name, []).append(a.get("value", "on"))
        else:
            self.now.fields[name] = [value or ""]

    def handle_data(self, data):
        if self.area and self.now:
            self.now.fields[self.area][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def view_of(path):
    """The view behind a path of the product, or None."""
    try:
        return resolve(urlsplit(path).path).func
    except Resolver404:
        return None


def faults(method, path, answer, tag=None) -> list[str]:
    """Everything that is wrong with an answer, in sentences."""
    found = []
    if answer.status >= 500:
        found.append(f"answers {answer.status}: {answer.error!r}")
    undefined = sorted(set(Undefined.names))
    Undefined.names.clear()
    if undefined and answer.status < 500:
        found.append(f"undefined in a template: {', '.join(undefined)}")
    if method in {"GET", "HEAD", "OPTIONS"}:
        # That a plan was printed, or a table taken away, is a deed in the log.
        deed = tag and tag.action in {"print", "export"}
        allowed = MAY_BE_WRITTEN_BY_GET | ({"audit_event"} if deed else set())
        found += [f"a {method} writes: {sql[:90]}" for sql in answer.sql if _writes(sql) not in {None, *allowed}]
    if answer.kind == "text/html" and answer.response.content:
        found += _html(path, answer.text)
    return found


def _writes(sql):
    """The table that a statement writes, or None."""
    match = WRITES.match(sql)
    return match and match[2]


def _html(path, html):
    found = [f"inline: {hit}" for hit in {hit.group(0).strip() for hit in INLINE.finditer(html)}]
    for form in Forms(html, path).found:
        if form.method != "post":
            continue
        view = view_of(form.action)
        tag = view and tag_of(view)
        if tag is None:
            found.append(f"form to {form.action}: no such tagged route")
            continue
        if "csrfmiddlewaretoken" not in form.fields and not getattr(view, "csrf_exempt", False):
            found.append(f"form to {form.action} carries no csrf token")
        if (tag.obj, tag.action) not in NO_DEED and "submit_key" not in form.fields:
            found.append(f"form to {form.action} carries no submit_key")
    return found
