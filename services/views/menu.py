"""The menu of the own region: what is needed, for whom, and what there is."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.utils import timezone

from services.forms.menu import MenuFilter
from services.menu import menu_page
from services.menu.page import names_of, refused
from services.needs import SLUGS, needs
from services.shortage.note import note_search
from werkcentrum.access.models import Involvement
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P

EMPLOYERS = {"werkgever", "werkgeversadviseur"}
REASONS = (
    ("municipality", "niet voor deze gemeente"),
    ("situation", "niet voor deze situatie"),
    ("age", "niet voor deze leeftijd"),
)


@tagged("menu", "list", needs=P.MENU_READ)
def show(request):
    """The menu, or its changing part for htmx; the address holds every question."""
    context, status = page(request)
    fragment = request.htmx and not request.htmx.history_restore_request
    answer = render(request, "services/_menu.html" if fragment else "services/menu.html", context, status=status)
    if fragment:
        answer["HX-Replace-Url"] = context["clean_url"]
    return answer


def page(request):
    """Context and status of the menu for the actor of a request."""
    region, first, today = request.actor.region, request.actor.role in EMPLOYERS, timezone.localdate()
    names = names_of(region)
    form = MenuFilter(request.GET, region_name=region.name, names=names)
    asked, person = form.asked(), form.person
    question = {"region": region, "person": person, "date": today, "names": names}
    question |= {"text": asked.get("q", ""), "need": asked.get("nodig", "")}
    menu = menu_page(**question, needs=SLUGS, employers_first=first, after=request.GET.get("na", ""))
    if asked.keys() & {"q", "nodig"} and not menu.tally["room"]:
        note_empty(request.actor, asked, menu)
    opened = bool(request.GET.get("niet"))
    context = {
        "form": form,
        "menu": menu,
        "region": region,
        "need": asked.get("nodig", ""),
        "tiles": tiles(menu, asked, needs(employers_first=first, only_own=request.actor.is_client)),
        "clean_url": f"{request.path}{address(asked)}".rstrip("?"),
        "chips": [{"words": words, "url": address(asked, **{name: None})} for name, words in form.chips()],
        "searching": bool(asked.get("q") or asked.get("nodig")),
        "sentence": sentence(menu, region, request.GET.get("na")),
        "left_out": left_out(menu.tally),
        "refused": refused(**question) if opened and menu.left_out else [],
        "refused_url": address(asked, niet=None if opened else 1),
        "next_url": address(asked, na=menu.after) if menu.after else "",
        "first_url": address(asked) if request.GET.get("na") else "",
        "may_propose": request.actor.may(P.OFFER_PROPOSE),
        "frame": "portal/base.html" if request.actor.is_client else "desk/base.html",
    }
    return context, 422 if form.errors else 200


def note_empty(actor, asked, menu):
    """Note that a client found nothing, or nothing with room. A search by staff is about nobody and is not noted."""
    if actor.is_client:
        found = 0 if menu.guessed else menu.total
        question = {"text": asked.get("q", ""), "need": asked.get("nodig", ""), "municipality": asked.get("gemeente")}
        question |= {"group": asked.get("situatie", ""), "person_key": own_dossier(actor)}
        note_search(region=actor.region, found=found, room=0, **question)


def own_dossier(actor) -> str:
    """What stands for a client in her own file, or "" when she has none."""
    return str(Involvement.objects.of(actor).values_list("dossier_id", flat=True).first() or "")


def address(asked, **change):
    """The query of the menu with some answers changed; None takes one away."""
    answers = {name: value for name, value in (asked | change).items() if value not in ("", None)}
    return f"?{urlencode(answers)}" if answers else "?"


def tiles(menu, asked, shown):
    """The needs as links with their count for this person; an empty one is left out unless it is chosen."""
    return [
        {
            "label": label,
            "sentence": sentence,
            "icon": icon,
            "count": count,
            "current": slug == asked.get("nodig"),
            "url": address(asked, nodig=slug, niet=None),
            "employer": audience == "employer",
        }
        for slug, label, sentence, icon, audience in shown
        if (count := menu.tally.get(f"need_{slug}", 0)) or slug == asked.get("nodig")
    ]


def sentence(menu, region, further):
    """`14 mogelijkheden in Friesland, 12 met plaats`, as two parts: what is bold and what follows."""
    if menu.guessed:
        return f"{counted(menu.total)} lijken erop" if menu.total > 1 else "1 mogelijkheid lijkt erop", ""
    room, total = menu.tally["room"], menu.total
    words = {0: "geen met plaats", total: "alle met plaats"}.get(room, f"{room} met plaats")
    if total == 1:
        words = "met plaats" if room else "nu vol"
    words = f", {words}" if total else ""
    return counted(total), f" in {region.name}{words}{', verder in de lijst' if further else ''}"


def counted(number):
    """`1 mogelijkheid`, `14 mogelijkheden`."""
    return f"{number or 'Geen'} {'mogelijkheid' if number == 1 else 'mogelijkheden'}"


def left_out(tally):
    """`12 niet getoond: 8 niet voor deze gemeente, 4 niet voor deze situatie`; empty when all are shown."""
    parts = [f"{tally[name]} {words}" for name, words in REASONS if tally[name]]
    return f"{sum(tally[name] for name, _ in REASONS)} niet getoond: {', '.join(parts)}" if parts else ""
