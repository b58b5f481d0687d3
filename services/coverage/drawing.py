"""Where everything stands in the drawing of the matrix, in whole units of an SVG; the template only writes it down."""

from collections.abc import Callable

from services.coverage.matrix import Line
from services.coverage.norms import tiles

LABEL, WIDE, HIGH, HEAD, GAP, BAR = 166, 114, 54, 34, 4, 6


def drawing(lines: list[Line], address: Callable[[str, str], str], chosen=("", "")) -> dict:
    """The matrix as a drawing: width, height, heads, rows with fields. `address(group, tile)` is where a field leads.

    Every field has its place, its words, a bar with the share of each state, and a sentence for who does not see it.
    """
    heads = [{"x": LABEL + at * WIDE + 6, "y": HEAD - 12, "label": label} for at, label in enumerate(tiles().values())]
    rows = []
    for row, line in enumerate(lines):
        top = HEAD + row * HIGH
        fields = [_field(field, LABEL + at * WIDE, top, address, chosen) for at, field in enumerate(line.fields)]
        words = [
            {"y": top + 24 + at * 15 - (7 if " " in line.label and len(line.label) > 20 else 0), "text": part}
            for at, part in enumerate(_wrapped(line.label))
        ]
        rows.append({"words": words, "fields": fields})
    width, height = LABEL + len(heads) * WIDE, HEAD + len(lines) * HIGH
    return {"width": width, "height": height, "heads": heads, "rows": rows, "wide": WIDE - GAP, "high": HIGH - GAP}


def _field(field, x, y, address, chosen):
    bars, done, room = [], 0, WIDE - GAP - 12
    for at, (state, share) in enumerate(field.shares):
        wide = room - done if at == len(field.shares) - 1 else max(2, room * share // 100)
        bars.append({"x": x + 6 + done, "y": y + HIGH - GAP - BAR - 4, "wide": wide, "state": str(state)})
        done += wide
    return {
        "x": x,
        "y": y,
        "text_x": x + 6,
        "label_y": y + 18,
        "extent_y": y + 33,
        "state": str(field.state or ""),
        "label": field.label if field.state else "–",
        "extent": field.extent,
        "bars": bars,
        "bar_high": BAR,
        "url": address(field.group, field.tile) if field.state else "",
        "current": chosen == (field.group, field.tile),
        "tile": field.tile_label,
    }


def _wrapped(label, most=22):
    """A label in at most two lines."""
    if len(label) <= most:
        return [label]
    at = label.rfind(" ", 0, most)
    return [label[:at], label[at + 1 :]] if at > 0 else [label]
