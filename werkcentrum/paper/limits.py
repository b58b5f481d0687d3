"""How large a page may be before it is paper: beyond this a renderer takes minutes (measured) or breaks."""

import re
from html.parser import HTMLParser

MOST_BYTES = 1_000_000
# A text of two thousand signs without a space, each of them escaped, is still a word.
MOST_WORD = 12_000
MOST_DEPTH = 60
MOST_BLOCKS = 4_000
LONG_WORD = re.compile(rf"[^\s<>]{{{MOST_WORD + 1}}}")
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "area", "base", "col", "embed", "source", "track"}


class TooMuch(Exception):
    """A page beyond its limits; `code` says which."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Depth(HTMLParser):
    """Counts elements and how deep they lie."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.depth = self.blocks = 0

    def handle_starttag(self, tag, attrs):
        """One deeper, unless it holds nothing."""
        self.blocks += 1
        self.depth += tag not in VOID
        if self.depth > MOST_DEPTH:
            raise TooMuch("depth")
        if self.blocks > MOST_BLOCKS:
            raise TooMuch("blocks")

    def handle_endtag(self, tag):
        """One up."""
        self.depth -= tag not in VOID


def check(html: str):
    """Raise TooMuch for a page with an endless word, too many elements, or elements too deep."""
    if LONG_WORD.search(html):
        raise TooMuch("word")
    Depth().feed(html)
