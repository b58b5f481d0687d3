"""Small numbers in tables: fewer than ten people are not published, nor can they be found by subtraction (B26)."""

from fractions import Fraction

FEWEST = 10
HIDDEN = "–"


def publish(counts: list[list[int]]) -> list[list[int | str]]:
    """The table with its row and column totals added, and "–" for what is kept back.

    Kept back is every cell and total under ten, and then as many others as it takes: in every row and column of the
    answer either nothing is kept back, or at least two cells that together are ten or more, and no equation between
    cells and totals gives one of them away.
    """
    table = _with_totals(counts)
    hidden = {(r, c) for r, row in enumerate(table) for c, value in enumerate(row) if value < FEWEST}
    while True:
        more = _thin_line(table, hidden) or _solvable(table, hidden)
        if more is None:
            break
        hidden.add(more)
    return [[HIDDEN if (r, c) in hidden else value for c, value in enumerate(row)] for r, row in enumerate(table)]


def _with_totals(counts):
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if rows else []


def lines_of(table) -> list[list[tuple[int, int]]]:
    """Every row and column as cells, the total last: the equations that whoever reads the table has."""
    height, width = len(table), len(table[0]) if table else 0
    rows = [[(r, c) for c in range(width)] for r in range(height)]
    return rows + [[(r, c) for r in range(height)] for c in range(width)]


def _thin_line(table, hidden):
    """A cell to hide besides in a line that keeps back too little; None when there is no such line."""
    for line in lines_of(table):
        kept = [cell for cell in line if cell in hidden]
        body = [cell for cell in line[:-1] if cell in hidden]
        shown = [cell for cell in line if cell not in hidden]
        few = sum(table[r][c] for r, c in body) < FEWEST
        if kept and shown and (len(kept) < 2 or (few and line[-1] not in hidden)):
            inside = [cell for cell in shown if cell != line[-1]] or shown
            return min(inside, key=lambda cell: (table[cell[0]][cell[1]], cell))
    return None


def _solvable(table, hidden):
    """The smallest shown cell, when the equations give a hidden one away; None when they do not."""
    if not solved(table, hidden):
        return None
    shown = [cell for line in lines_of(table) for cell in line if cell not in hidden]
    return min(shown, key=lambda cell: (table[cell[0]][cell[1]], cell), default=None)


def solved(table, hidden) -> set[tuple[int, int]]:
    """Hidden cells that the rows and columns of the table determine: by elimination, exactly."""
    unknown = sorted(hidden)
    place = {cell: n for n, cell in enumerate(unknown)}
    matrix = []
    for line in lines_of(table):
        equation = [Fraction(0)] * len(unknown)
        for n, cell in enumerate(line):
            if cell in place:
                equation[place[cell]] += -1 if n == len(line) - 1 else 1
        if any(equation):
            matrix.append(equation)
    reduced = _reduce(matrix)
    return {unknown[n] for row in reduced for n in _alone(row)}


def _alone(row):
    filled = [n for n, value in enumerate(row) if value]
    return filled if len(filled) == 1 else []


def _reduce(matrix):
    """The matrix in reduced row echelon form."""
    rows, done = [row[:] for row in matrix], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(done, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done][column]
        rows[done] = [value / lead for value in rows[done]]
        for r, row in enumerate(rows):
            if r != done and row[column]:
                factor = row[column]
                rows[r] = [a - factor * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]
