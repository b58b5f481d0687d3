"""Sixty pieces of text that run where they are not escaped, and a parser that sees when one would."""

# ruff: noqa: E501 (a table reads by the line)
import re
from html.parser import HTMLParser

from django.apps import apps
from django.db import DatabaseError, models, transaction

from clients.intake.fields import FIELDS
from clients.models import Entry, IntakeAnswer
from tests.support.canaries import _shaped
from werkcentrum.access.scoping import CLASSES

M = "xq7"
CSRF = re.compile(r'"x-csrftoken": "\w+"')
"""Stands in every payload where it must never come: in the name of a tag, in an attribute that runs, in a script."""
PAYLOADS = [
    # In text
    f"<script>{M}()</script>", f"<img src=x onerror={M}()>", f"<svg onload={M}()>", f"<svg/onload={M}()>", f"<{M}>",
    f"<iframe srcdoc='<script>{M}()</script>'>", f"<body onload={M}()>", f"<a href=javascript:{M}()>x</a>",
    f"<form action=//{M}><input type=submit>", f"<button formaction=javascript:{M}()>x", f"<base href=//{M}/>",
    f"<meta http-equiv=refresh content='0;url=//{M}'>", f"<link rel=stylesheet href=//{M}>", f"<style>@import '{M}';</style>",
    f"<object data=//{M}>", f"<embed src=//{M}>", f"<video src=x onerror={M}()>", f"<details open ontoggle={M}()>",
    f"<math href=javascript:{M}()>x", f"<svg><script>{M}()</script></svg>", f"<svg><a xlink:href=javascript:{M}()>x",
    f"<svg><animate onbegin={M}() attributeName=x>", f"<svg><use href='data:image/svg+xml,{M}'/>", f"<x {M}=1>",
    f"<template><script>{M}()</script></template>", f"<noscript><p title='</noscript><img src=x onerror={M}()>'>",
    f"<textarea></textarea><{M}>", f"<marquee onstart={M}()>", f"<input autofocus onfocus={M}()>", f"<portal src=//{M}>",
    # Out of something
    f"</title><script>{M}()</script>", f"</textarea><script>{M}()</script>", f"</script><script>{M}()</script>",
    f"</style><script>{M}()</script>", f"--><script>{M}()</script>", f"]]><script>{M}()</script>", f"</select><{M}>",
    # Out of an attribute
    f'" onfocus={M}() autofocus x="', f"' onfocus={M}() autofocus x='", f"x onfocus={M}() autofocus", f'"><{M}>', f"'><{M}>",
    f'" style="background:url(//{M})', f"` onfocus={M}()", f'" formaction="javascript:{M}()',
    # htmx
    f'<div hx-on:load="{M}()">', f'<div hx-get="/{M}" hx-trigger=load>', f'" hx-on::load="{M}()', f"<div data-hx-get=/{M}>",
    f'<div hx-vals="js:{M}()">',
    # Templates
    f"{{{{ 41|add:1 }}}}{M}", f"{{% debug %}}{M}", f"${{41+1}}{M}", f"#{{41+1}}{M}", f"{{{{constructor.constructor('{M}()')()}}}}",
    # Addresses and markup
    f"javascript:{M}()", f"JaVaScRiPt:{M}()", f"java\tscript:{M}()", f"data:text/html,<script>{M}()</script>", f"vbscript:{M}",
    f"//{M}/x", f"[x](javascript:{M}())", f"![x](x\" onerror=\"{M}())", f"&lt;script&gt;{M}()&lt;/script&gt;",
    f"\\u003cscript\\u003e{M}()", f"%3Cscript%3E{M}()", f"+ADw-script+AD4-{M}()", f"\u2028<{M}>", f"<scr<script>ipt>{M}()",
    f"<<script>{M}()//<</script>",
]  # fmt: skip
# Text of people may stand here: a browser shows it, or sends it as it is.
SHOWN_IN = {"value", "title", "aria-label", "alt", "placeholder", "content"}
LINKS = ("tel:", "mailto:")


class Watcher(HTMLParser):
    """Collects what runs, or came to be, because of a payload."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.raw = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """A tag is ours, and so is each of its attributes."""
        self.raw = tag if tag in {"script", "style"} else ""
        if M in tag:
            self.found.append(f"tag <{tag}>")
        for name, value in attrs:
            value = CSRF.sub("", (value or "").strip().lower())  # random letters, now and then those of the mark
            if M in name or (M in value and not self.shown(tag, name, value)):
                self.found.append(f"<{tag} {name}={value[:80]}>")

    def shown(self, tag, name, value):
        """Whether text may stand in this attribute."""
        if name in SHOWN_IN or (name.startswith("data-") and not name.startswith("data-hx")):
            return tag != "meta"
        return name == "href" and value.startswith(LINKS)

    def handle_data(self, data):
        """Text of a script or style is ours."""
        if self.raw and M in data:
            self.found.append(f"in <{self.raw}>: {data[:80]}")

    def handle_endtag(self, tag):
        """Out of a script."""
        self.raw = ""

    def handle_decl(self, decl):
        """No payload opens a declaration."""
        if M in decl:
            self.found.append(f"declaration {decl[:80]}")

    def handle_comment(self, data):
        """Nor a comment."""
        if M in data:
            self.found.append(f"comment {data[:80]}")


def runs(html: str) -> list[str]:
    """What of a payload would run on this page, or was worked out by a template."""
    found = Watcher(html).found
    return found + ["a template worked it out"] * (f"42{M}" in html)


def text_fields():
    """(model, field) of every text that somebody types: long enough for words, and no code that pages look things up by."""
    for label in CLASSES:
        if label.startswith("regions.") or label == "access.Session":
            continue  # the map of the Netherlands and sealed sessions: typed by nobody
        model = apps.get_model(label)
        for field in model._meta.concrete_fields:
            words = isinstance(field, models.CharField | models.TextField) and not field.choices
            if (
                words
                and not field.primary_key
                and f"{label}.{field.name}" not in CODES
                and (field.max_length or 99) >= 20
            ):
                yield model, field


CODES = set(
    "access.User.password access.User.email access.Dossier.erased_why clients.Handover.state werkplan.Goal.kind"
    .split()
)  # fmt: skip
ENDS = (
    "code",
    "slug",
    "key_id",
    "digest",
    "state",
    "role",
    "key",
    "kind",
    "path",
    "token",
    "hash",
    "object_type",
    "action",
    "owner",
    "item_type",
)


def plant(turn: int) -> int:
    """Put a payload in every text of every row; another one per field and per turn. How many fields took one."""
    planted = 0
    for number, (model, field) in enumerate(text_fields()):
        if field.name.endswith(ENDS):
            continue
        value = PAYLOADS[(number + turn) % len(PAYLOADS)]
        planted += _put(model, field, value)
    for number, field in enumerate(row for row in FIELDS.values() if row.kind == "answer"):
        value = _shaped(field, PAYLOADS[(number + turn) % len(PAYLOADS)])
        IntakeAnswer.objects.filter(field=field.code).update(value=value)
        planted += value is not None
    return planted


def _put(model, field, value):
    rows = model._base_manager.all()
    try:
        with transaction.atomic():
            if field.unique:
                for row in rows[:20]:
                    rows.filter(pk=row.pk).update(**{field.name: f"{row.pk}{value}"[: field.max_length]})
            elif model is Entry:
                first = rows.first()
                if first is not None:
                    first.pk = None
                    setattr(first, field.name, value[: field.max_length])
                    first.save(force_insert=True)
            else:
                rows.update(**{field.name: value[: field.max_length]})
            return rows.exists()
    except DatabaseError:
        return False  # the database allows no other text there
