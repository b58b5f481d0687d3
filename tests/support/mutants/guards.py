"""Finds the guards in the source: scopes, permissions asked, field groups, refusals, readings noted."""

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("werkcentrum", "clients", "services", "werkplan", "employers")
NOT_SERVED = {"migrations", "bench", "demo", "management", "pg", "pytest_pg.py", "demo.py", "load.py"}
SCOPES = {"visible_to", "known_to", "of", "live", "opening"}
RULES = {"policy.py", "queries.py", "offered.py", "audience.py", "middleware.py"}
"""Files whose filters, early answers and refusals are guards too."""
REFUSALS = {"PermissionDenied", "Http404"}
NOTHING = ast.Constant(None)


@dataclass(frozen=True)
class Guard:
    """One guard: file, function, kind, and its text; `nth` where a function holds the same text twice."""

    path: str
    where: str
    line: int
    kind: str
    text: str
    nth: int

    @property
    def id(self):
        """Its name, which survives changes elsewhere in the file."""
        return f"{self.path}::{self.where} {self.kind}: {self.text}" + (f" ({self.nth})" if self.nth else "")


def sources() -> list[Path]:
    """Every file of the product that answers requests."""
    paths = (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))
    return [path for path in paths if not NOT_SERVED & set(path.relative_to(ROOT).parts)]


def guards() -> list[Guard]:
    """Every guard of the product."""
    return [guard for path in sources() for guard in Finder.over(path).found]


def without(guard) -> ast.Module:
    """The tree of a guard's file with that guard taken away."""
    finder = Finder.over(ROOT / guard.path, guard.id)
    assert finder.hit, guard.id
    return ast.fix_missing_locations(finder.tree)


class Finder(ast.NodeTransformer):
    """Notes every guard of a file; takes the one that is named `target` away."""

    def __init__(self, path, target=None):
        self.path, self.target, self.hit = path.relative_to(ROOT), target, False
        self.found: list[Guard] = []
        self.names: list[str] = []
        self.lines: list[int] = []
        self.tree: ast.Module

    @classmethod
    def over(cls, path, target=None):
        """Walk a file."""
        finder = cls(path, target)
        finder.tree = finder.visit(ast.parse(path.read_text()))
        return finder

    def guard(self, node, kind, text, instead):
        """Note a guard; what stands in its place when it is the one to go, else the node itself."""
        if not self.lines:
            return node  # not inside a function: data, which docs/rights.md keeps
        where = ".".join(self.names)
        nth = sum((g.where, g.kind, g.text) == (where, kind, text) for g in self.found)
        guard = Guard(str(self.path), where, self.lines[-1], kind, text, nth)
        self.found.append(guard)
        return self.swap(guard, node, instead)

    def swap(self, guard, node, instead):
        """What comes in the place of a guard: nothing of it when it is the one to go."""
        if guard.id != self.target:
            return node
        self.hit = True
        return ast.copy_location(instead, node)

    def visit_ClassDef(self, node):
        self.names.append(node.name)
        self.generic_visit(node)
        self.names.pop()
        return node

    def visit_FunctionDef(self, node):
        self.names.append(node.name)
        self.lines.append(node.lineno)
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and name_of(decorator) == "tagged":
                for keyword in decorator.keywords:
                    if keyword.arg == "needs":
                        # Taken away on the view itself: see `mutate`.
                        self.hit |= self.guard(decorator, "tag", ast.unparse(keyword.value), NOTHING) is NOTHING
        node.body = [self.visit(statement) for statement in node.body]
        self.lines.pop()
        self.names.pop()
        return node

    def visit_Expr(self, node):
        self.generic_visit(node)
        if isinstance(node.value, ast.Call):
            name = name_of(node.value)
            if name.lstrip("_").startswith("require"):
                return self.guard(node, "require", short(node.value), ast.Pass())
            if name == "saw":
                return self.guard(node, "saw", short(node.value), ast.Pass())
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        name = name_of(node)
        if name in SCOPES and isinstance(node.func, ast.Attribute) and self._is_scope(node, name):
            everything = ast.Call(ast.Attribute(node.func.value, "all", ast.Load()), [], [])
            return self.guard(node, "scope", short(node), everything)
        if name in {"filter", "exclude"} and self.path.name in RULES and isinstance(node.func, ast.Attribute):
            everything = ast.Call(ast.Attribute(node.func.value, "all", ast.Load()), [], [])
            return self.guard(node, "filter", f"{name}{short(node, 90)[-80:]}", everything)
        if name == "may":
            return self.guard(node, "may", short(node), ast.Constant(True))
        if name in {"get_object_or_404", "get_list_or_404"} and not _is_class(node.args[0]):
            model = ast.Attribute(node.args[0], "model", ast.Load())
            rows = ast.Call(ast.Attribute(ast.Attribute(model, "_base_manager", ast.Load()), "all", ast.Load()), [], [])
            every = ast.Call(node.func, [rows, *node.args[1:]], node.keywords)
            return self.guard(node, "parent", short(node.args[0]), every)
        return self._keywords(node, name)

    def _keywords(self, node, name):
        """`open_client(..., needs=, group=)` without one of them; `hold(needs=)` with its own default."""
        if not (name.startswith("open_") or name == "hold"):
            return node
        for keyword in list(node.keywords):
            if keyword.arg not in {"needs", "group"} or _is_nothing(keyword.value):
                continue
            rest = [k for k in node.keywords if k is not keyword]
            if name != "hold":
                rest.append(ast.keyword(keyword.arg, NOTHING))
            instead = ast.Call(node.func, node.args, rest)
            text = f"{name}({keyword.arg}={ast.unparse(keyword.value)})"
            node = self.guard(node, keyword.arg, text, instead)
            if node is instead:
                return node
        return node

    def _is_scope(self, node, name):
        """`of(actor)` is a scope; `of` of something else is not; the definitions of scopes call each other."""
        return name != "of" or any("actor" in ast.unparse(arg) or ast.unparse(arg) == "a" for arg in node.args)

    def visit_Compare(self, node):
        self.generic_visit(node)
        right = node.comparators[0]
        if isinstance(right, ast.Attribute) and right.attr in {"groups", "deeds"}:
            yes = isinstance(node.ops[0], ast.In)
            return self.guard(node, "group", short(node), ast.Constant(yes))
        return node

    def visit_If(self, node):
        self.generic_visit(node)
        last = node.body[-1]
        if isinstance(last, ast.Raise) and last.exc is not None:
            what = name_of(last.exc) if isinstance(last.exc, ast.Call) else ast.unparse(last.exc)
            if what in REFUSALS or (self.path.name in RULES and what in {"Refused", "Conflict"}):
                return self._never(node, "refusal")
        if isinstance(last, ast.Return) and self.path.name in RULES and self._refuses(last):
            return self._never(node, "early answer")
        return node

    def _refuses(self, statement):
        """Whether a rule ends here with nothing, or the middleware with another answer than the page."""
        if self.path.name == "middleware.py":
            return True
        text = ast.unparse(statement.value) if statement.value else ""
        return text.endswith(".none()") or text in {"False", "frozenset()"}

    def _never(self, node, kind):
        never = ast.If(ast.Constant(False), node.body, node.orelse)
        return self.guard(node, kind, f"if {short(node.test)}", never)


def name_of(call) -> str:
    """The last part of what is called."""
    func = call.func if isinstance(call, ast.Call) else call
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def short(node, most=70) -> str:
    """The source of a node on one line."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= most else f"{text[:most]}…"


def _is_class(node):
    return name_of(node)[:1].isupper()


def _is_nothing(node):
    return isinstance(node, ast.Constant) and node.value is None
