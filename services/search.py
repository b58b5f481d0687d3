"""Finding an offer in Dutch: by stem ('lessen' finds 'les'), by synonym, and in spite of a typo."""

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Coalesce, Greatest

CONFIG = "werkcentrum_dutch"
LONGEST = 120


class Unaccent(Func):
    """SQL `unaccent(lower(text))`."""

    template = "unaccent(lower(%(expressions)s))"
    output_field = TextField()


def search(offers, text):
    """`offers` that answer to `text`, best first; without text all of them, by title.

    A word matches by its Dutch stem in title, need, synonyms or description, or by looking like one (typos).
    """
    text = " ".join(text.split())[:LONGEST].replace("\x00", "")
    if not text:
        return offers.order_by("title", "pk")
    query = SearchQuery(text, config=CONFIG, search_type="websearch")
    offers = offers.annotate(
        by_stem=Coalesce(SearchRank(F("search"), query), Value(0.0)),
        by_look=TrigramWordSimilarity(Unaccent(Value(text)), "search_text"),
    )
    found = offers.filter(Q(search=query) | Q(search_text__trigram_word_similar=Unaccent(Value(text))))
    return found.order_by(Greatest(F("by_stem") * 4.0, F("by_look") * 0.5).desc(), "title", "pk")
