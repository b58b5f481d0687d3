"""How much each battery does: small in `make test`, large in `make test-deep`. Every size is in this table."""

import os

DEEP = os.environ.get("WERKCENTRUM_DEEP") == "1"
SIZES = {
    # what: (in `make test`, in `make test-deep`)
    "B3 pairs": (10_000, 1_000_000),
    "B4 guards": (40, None),  # None: all there are
    "B8 look-ups": (200, 10_000),
    "B8 registrations": (1, 400),
    "B10 runs": (1, 20),
    "B10 operations": (800, 5_000),
    "B11 rounds": (20, 1_000),
    "B12 rounds": (1, 60),
    "B13 rounds": (1, 200),
    "B15 views": (1_000, 100_000),
    "B15 tampers": (60, 1_000),
    "B19 requests": (1_500, 50_000),
    "B20 turns": (2, 60),
    "B25 people": (3, 1_000),
    "B28 kills": (3, 100),
    "B37 operations": (500, 100_000),
    "worker kills": (5, 100),
    "signal dates": (8, 1_000),
    "pension days": (12, 2_000),
    "B32 guesses": (500, 100_000),
    "B35 holes": (6, None),
    "B36 runs": (1, 20),
    "B36 operations": (300, 9_000),
    "coverage pictures": (6, 1_000),
}


def size(what):
    """The number for this run."""
    return SIZES[what][DEEP]
