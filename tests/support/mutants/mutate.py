"""Takes a guard away in the running program: the function gets the code it would have without it. No file changes."""

import gc
import importlib
import types
from dataclasses import replace

from tests.support.mutants.guards import ROOT, Guard, without


class NotLive(Exception):
    """No living function has this guard's code."""


def take_away(guard: Guard):
    """Take one guard away, for as long as this process lives. Raises NotLive."""
    if guard.kind == "tag":
        view = getattr(importlib.import_module(_module(guard)), guard.where)
        view.tag = replace(view.tag, needs=None)
        return
    if not swap_codes(str(ROOT / guard.path), without(guard)):
        raise NotLive(guard.id)


def swap_codes(file, tree) -> int:
    """Give every living function of a file the code that it has in a tree; how many got other code."""
    codes = {_key(code): code for code in _inside(compile(tree, file, "exec"))}
    swapped = 0
    for function in gc.get_objects():
        if type(function) is not types.FunctionType or function.__code__.co_filename != file:
            continue
        code = codes.get(_key(function.__code__))
        if code is None or code == function.__code__:
            continue
        if code.co_freevars != function.__code__.co_freevars:
            continue  # an inner function: made anew by the outer one
        function.__code__ = code
        swapped += 1
    return swapped


def _module(guard):
    return guard.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _key(code):
    return code.co_qualname, code.co_firstlineno


def _inside(code):
    """Every code object inside one, itself included."""
    yield code
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from _inside(part)
