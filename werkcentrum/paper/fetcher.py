"""What a PDF may fetch: our own font files by name, and nothing else from disk or network."""

from functools import cache
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

FONTS = Path(__file__).resolve().parents[2] / "node_modules/@fontsource/atkinson-hyperlegible/files"
SCHEME = "werkcentrum:"
NAMES = frozenset(f"{part}-{weight}" for part in ("latin", "latin-ext") for weight in (400, 700))


class NotOurs(ValueError):
    """A document asked for something that is not one of our own files."""


@cache
def _font(name) -> bytes:
    return (FONTS / f"atkinson-hyperlegible-{name}-normal.woff").read_bytes()


class OwnFilesOnly(URLFetcher):
    """Refuses every address but `werkcentrum:<font>`."""

    def fetch(self, url, headers=None):
        """The font named by the address. SECURITY: WeasyPrint's own fetcher follows redirects and opens file:///."""
        name = url.removeprefix(SCHEME)
        if not url.startswith(SCHEME) or name not in NAMES:
            raise NotOurs(url)
        return URLFetcherResponse(url, _font(name), {"Content-Type": "font/woff"})
