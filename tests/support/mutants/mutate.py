"""Takes a guard away in the running program: its function gets the code it would have without. No file changes."""

import gc
import importlib
import types
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from tests.support.mutants.guards import ROOT, Guard, without


class NotLive(Exception):
    """No living function has this guard's code."""


@contextmanager
def gone(guard: Guard):
    """One guard taken away, and put back afterwards. Raises NotLive."""
    if guard.kind == "tag":
        view = getattr(importlib.import_module(_module(guard)), guard.where)
        before, view.tag = view.tag, replace(view.tag, needs=None)
        try:
            yield
        finally:
            view.tag = before
        return
    swapped = swap_codes(str(ROOT / guard.path), _without(guard))
    if not swapped:
        raise NotLive(guard.id)
    try:
        yield
    finally:
        for function, code in swapped:
            function.__code__ = code


def swap_codes(file, tree) -> list:
    """Give every living function of a file the code that it has in a tree; the functions with the code they had."""
    codes = {_key(code): code for code in _inside(compile(tree, file, "exec"))}
    swapped = []
    for function in _living(file):
        code = codes.get(_key(function.__code__))
        if code is None or code == function.__code__:
            continue
        if code.co_freevars != function.__code__.co_freevars:
            continue  # an inner function: made anew by the outer one
        swapped.append((function, function.__code__))
        function.__code__ = code
    return swapped


FOUND: dict[str, list] = {}


def _living(file):
    """Every function of a file; all are looked up once, and again when a file was imported later."""
    if file not in FOUND:
        FOUND.clear()
        for function in gc.get_objects():
            if type(function) is types.FunctionType:
                FOUND.setdefault(function.__code__.co_filename, []).append(function)
    return FOUND.setdefault(file, [])


_without = cache(without)


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
