"""Which tests may see that a guard is gone: the sweep of every route that reaches it, and the tests that name it."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.support.mutants.guards import ROOT, Guard, sources

SWEEPS, NAMING = 4, 8  # most of each for one guard
NOT_HERE = {
    "test_door",
    "test_doors",
    "test_attacks",
    "test_chaos",
    "test_lost_updates",
    "test_income_race",
    "test_races",
    "test_stateful",
    "test_budgets",
    "test_mutants",
    "test_holes",
}
# Names that say too little to follow.
COMMON = {"get", "save", "all", "filter", "create", "update", "first", "delete", "add", "of", "show", "render", "form"}


@cache
def _functions() -> dict[tuple[str, str], set[str]]:
    """(file, function or Class.method) → every name that its body mentions."""
    found = {}
    for path in sources():
        name = str(path.relative_to(ROOT))
        for node in ast.parse(path.read_text()).body:
            for owner, function in _inside(node):
                words = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
                words |= {n.attr for n in ast.walk(function) if isinstance(n, ast.Attribute)}
                found[name, f"{owner}{function.name}"] = words
    return found


def _inside(node):
    if isinstance(node, ast.FunctionDef):
        yield "", node
    elif isinstance(node, ast.ClassDef):
        yield from ((f"{node.name}.", part) for part in node.body if isinstance(part, ast.FunctionDef))


@cache
def _views() -> dict[tuple[str, str], list[str]]:
    """(file, function) of every view → the names of its routes."""
    from tests.support.sweep import routes

    found: dict[tuple[str, str], list[str]] = {}
    for route in routes():
        if not route.foreign:
            view = route.view
            path = f"{view.__module__.replace('.', '/')}.py"
            path = path if (ROOT / path).exists() else f"{view.__module__.replace('.', '/')}/__init__.py"
            found.setdefault((path, view.__name__), []).append(route.name)
    return found


def routes_reaching(guard: Guard, depth=4) -> list[str]:
    """Names of the routes whose view reaches a guard's function, nearest first."""
    here = (guard.path, guard.where.split(".<locals>")[0])
    seen, layer, found = {here}, [here], []
    for _ in range(depth):
        found += [name for place in layer for name in _views().get(place, [])]
        names = {place[1].split(".")[-1] for place in layer} - COMMON
        same = {place[0] for place in layer if place[1].split(".")[-1] in COMMON}
        layer = [
            place
            for place, words in _functions().items()
            if place not in seen and (words & names or (place[0] in same and words & COMMON))
        ]
        seen |= set(layer)
    found += [name for place, names in _views().items() if place[0] == guard.path for name in names]
    return list(dict.fromkeys(found))


@cache
def _tests() -> dict[str, str]:
    """Node id → source of every test function."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if {"journeys", "hostile"} & set(path.parts) or path.stem in NOT_HERE:
            continue
        text = path.read_text()
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not _slow(node):
                found[f"{path.relative_to(ROOT)}::{node.name}"] = ast.get_source_segment(text, node) or ""
    return found


def _slow(node):
    return any("deep" in ast.unparse(decorator) for decorator in node.decorator_list)


def candidates(guard: Guard) -> list[str]:
    """Tests to try, the likeliest first."""
    name = guard.where.split(".")[-1]
    module = Path(guard.path).stem
    reaching = routes_reaching(guard)
    sweeps = [f"tests/test_rights.py::test_route_answers_as_the_matrix_says[{route}]" for route in reaching[:SWEEPS]]
    own = guard.path.split("/")[0]
    word = re.compile(rf"\b{name}\b")
    naming = [test for test, text in _tests().items() if word.search(text) and own in (text + test)]
    naming += [test for test, text in _tests().items() if f"{module}" in test and test not in naming]
    paths = {p for p in (f"tests/{own}/test_{module}.py", f"tests/{own}/test_{module}s.py") if (ROOT / p).exists()}
    tried = [*sweeps, *naming[:NAMING], *sorted(paths)]
    return list(dict.fromkeys(tried))
