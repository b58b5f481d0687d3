"""Finding an offer in Dutch: by stem ('lessen' finds 'les'), by beginning, by synonym, and in spite of a typo."""

import re
from functools import reduce
from math import ceil
from operator import or_

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Case, F, Func, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Cast

CONFIG = "werkcentrum_dutch"
LONGEST = 120
MOST_WORDS = 8
SHORT = 4  # letters: what is shorter is too short to be recognised with a typo in it
LOOSE = 0.4  # share of equal trigrams, for a second look when nothing was found
_SAYS_NOTHING = """
aan als bij dat de die dit door een en er geen haar heb heeft hem het hij hoe hun iemand ik in is kan maar me met mijn
moet na naar nar niet nog nodig of om onder ook op over te tot uit uw van voor wat we wil wilt zich zij zijn zoek zoekt
zonder
"""
EMPTY = frozenset(_SAYS_NOTHING.split())


class Unaccent(Func):
    """SQL `unaccent(lower(text))`."""

    template = "unaccent(lower(%(expressions)s))"
    output_field = TextField()


def words_of(text: str) -> list[str]:
    """The words that matter, in lower case: at most eight, each once."""
    found = re.findall(r"\w+", text.replace("\x00", "")[:LONGEST].lower())
    return list(dict.fromkeys(word for word in found if len(word) > 1 and word not in EMPTY))[:MOST_WORDS]


def search(offers, text, *, loose=False):
    """`offers` that answer to `text`, with their `score`, best first; without words all of them, with score 0.

    A word matches by its Dutch stem or beginning in title, need, synonyms, provider or description, or by looking
    like one. Of one or two words all must match, of more two in three. With `loose` a likeness is enough: that is
    for when nothing was found ("hefturck").
    """
    words = words_of(text)
    if not words:
        return offers.annotate(score=Value(0, IntegerField())).order_by("title", "pk")
    stems = [SearchQuery(f"{word}:*", config=CONFIG, search_type="raw") for word in words]
    if loose:
        offers = offers.alias(**{f"look_{place}": _look(word) for place, word in enumerate(words)})
        matches = [Q(**{f"look_{place}__gte": LOOSE}) for place in range(len(words))]
    else:
        matches = [_match(word, stem) for word, stem in zip(words, stems, strict=True)]
    hits = sum((Case(When(each, then=1), default=0) for each in matches), Value(0))
    needed = len(words) if len(words) < 3 else ceil(len(words) * 2 / 3)
    found = offers.filter(reduce(or_, matches)).annotate(hits=Cast(hits, IntegerField())).filter(hits__gte=needed)
    by_stem = SearchRank(F("search"), reduce(or_, stems))
    by_look = _look(" ".join(words))
    score = F("hits") * 10_000 + Cast((by_stem * 4.0 + by_look * 0.5) * 1000, IntegerField())
    return found.annotate(score=Cast(score, IntegerField())).order_by("-score", "title", "pk")


def _look(text):
    return TrigramWordSimilarity(Unaccent(Value(text)), "search_text")  # type: ignore[arg-type]  # takes expressions


def _match(word, stem):
    look = Q(search_text__trigram_word_similar=Unaccent(Value(word))) if len(word) >= SHORT else Q()
    return Q(search=stem) | look if look else Q(search=stem)
