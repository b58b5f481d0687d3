"""Template tags of the ui kit: icons, status, dates in words, and boxes with a body."""

import uuid
from functools import cache
from itertools import count

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join

from werkcentrum.web import dates
from werkcentrum.web.forms import error_links

register = template.Library()
SHEETS = (
    "vendor/utrecht/index.css",
    "web/tokens.css",
    "web/utrecht.css",
    "web/base.css",
    "web/bar.css",
    "web/layout.css",
    "web/forms.css",
    "web/cards.css",
    "web/components.css",
    "web/lists.css",
    "web/progress.css",
    "web/plan.css",
    "web/change.css",
    "web/board.css",
)
NUMBERS = count(1)  # ids that never occur twice on a page

# kind of status -> (class of the badge, icon). Meaning never hangs on colour alone: the icon differs per kind.
STATUS = {
    "done": ("success", "done"),
    "wait": ("warning", "clock"),
    "stop": ("danger", "stop"),
    "info": ("active", "info"),
    "busy": ("active", "half"),
    "rest": ("neutral", "pause"),
    "draft": ("neutral", "draft"),
    "lock": ("neutral", "lock"),
}
ALERT = {
    "info": ("info", "Let op"),
    "ok": ("done", "Gelukt"),
    "warning": ("warning", "Let op"),
    "error": ("stop", "Fout"),
}


@cache
def _icon(name, label):
    href = f"{static('web/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="wc-icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="wc-icon" aria-hidden="true"><use href="{}"></use></svg>', href)


@cache
def _sheets():
    return format_html_join("\n  ", '<link rel="stylesheet" href="{}">', ((static(name),) for name in SHEETS))


@register.simple_tag
def sheets():
    """The style sheets of every page, in their order; written once, as their addresses do not change while we run."""
    return _sheets()


@register.simple_tag
def icon(name, label=""):
    """One drawing of icons.svg; decoration unless it gets a `label`."""
    return _icon(name, str(label))


@register.simple_tag
def status(kind, word):
    """A status badge: icon and word. Kinds: done, wait, stop, info, busy, rest, draft, lock."""
    look, drawing = STATUS[kind]
    return format_html(
        '<span class="utrecht-status-badge utrecht-status-badge--{} wc-status">{}{}</span>', look, icon(drawing), word
    )


def _day(value):
    """The local date of a date or moment."""
    if hasattr(value, "hour"):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _time(day, words, stamp=None):
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', stamp or day.isoformat(), dates.full_date(day), words
    )


@register.filter(is_safe=True)
def when(value):
    """`vandaag` or `over 3 dagen (di 24 nov)` in a <time> whose title is the full date; empty for no date."""
    if not value:
        return ""
    day = _day(value)
    return _time(day, dates.relative(day, timezone.localdate()))


@register.filter(is_safe=True)
def day(value):
    """`24 november 2026` in a <time>; a partial date in the words that are known."""
    if not value:
        return ""
    if hasattr(value, "words"):
        return value.words
    found = _day(value)
    return _time(found, dates.long_date(found))


@register.filter(is_safe=True)
def moment(value):
    """`di 24 nov 14:02` in a <time>."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    words = f"{dates.short_date(local.date(), timezone.localdate())} {local:%H:%M}"
    return _time(local.date(), words, local.isoformat(timespec="minutes"))


@register.filter
def amount(number, words):
    """`{{ 38|amount:"klant,klanten" }}` is `38 klanten`; 0 is `geen klanten`."""
    one, many = words.split(",")
    return f"{number or 'geen'} {one if number == 1 else many}"


@register.filter
def minutes(seconds):
    """`{{ 900|minutes }}` is `15 minuten`; a part of a minute is not counted."""
    whole = int(seconds) // 60
    return "1 minuut" if whole == 1 else f"{whole} minuten"


@register.filter
def get(mapping, key):
    """`mapping[key]`, or empty."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def at(items, index):
    """`items[index]`."""
    return items[index]


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*bound_forms, extra=()):
    """The box on top of a page with every error as a link to its field; `extra` are messages without a field."""
    links = [("", message) for message in extra]
    links += error_links(*(form for form in bound_forms if form and form.is_bound))
    return {"links": links}


def _box(name, content, **context):
    page = get_template(f"ui/{name}.html").template  # type: ignore[attr-defined]  # the engine's own, without processors
    return page.render(template.Context({"content": content, **context}))


@register.simple_block_tag
def card(content, title="", url="", level=2, kind=""):
    """A card with a heading (a link when `url` is given). Kinds: decide, quiet, wait, stop, done."""
    return _box("card", content, title=title, url=url, level=level, kind=kind)


@register.simple_block_tag
def alert(content, kind="info", title=""):
    """A message in the page. Kinds: info, ok, warning, error."""
    drawing, word = ALERT[kind]
    return _box("alert", content, kind=kind, icon_name=drawing, word=word, title=title)


@register.simple_block_tag
def note(content, title="Waarom vragen we dit?"):
    """A side note in plain words: why a question is asked and who will see the answer."""
    return _box("note", content, title=title)


@register.simple_block_tag
def fieldset(content, legend, hint=""):
    """Fields that belong together."""
    return _box("fieldset", content, legend=legend, hint=hint)


@register.simple_block_tag
def fold(content, summary="Waarom?"):
    """Text that opens on request, with or without JavaScript."""
    return format_html(
        '<details class="wc-fold"><summary>{}</summary><div class="wc-fold__body">{}</div></details>',
        conditional_escape(summary),
        content,
    )


@register.simple_tag
def term(word, gloss):
    """A word of law with its plain meaning on tap; fits in a sentence."""
    return format_html(
        '<button class="wc-term" type="button" popovertarget="begrip-{0}">{1}</button>'
        '<span class="wc-gloss" id="begrip-{0}" popover>{2}</span>',
        next(NUMBERS),
        word,
        gloss,
    )


@register.simple_tag(takes_context=True)
def submit_key(context):
    """The hidden field that makes a form count once; a form shown again after a refusal keeps its key."""
    request = context.get("request")
    key = (request.POST.get("submit_key") if request else "") or uuid.uuid4()
    return format_html('<input type="hidden" name="submit_key" value="{}">', key)
