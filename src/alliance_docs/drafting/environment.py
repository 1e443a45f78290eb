"""The template environment: the sandbox, plus printing by tokens. docxtpl forms use it as well."""

from __future__ import annotations

import sys
from bisect import bisect_right
from functools import cache
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from alliance_docs.drafting.draft import Box
from alliance_docs.drafting.tokens import current
from alliance_docs.facts.view import unwrap
from alliance_docs.jurisdictions.sandbox import Sandbox


@pass_context
def _finalize(context: Context, value: Any) -> str:
    """Put a token in place of each printed value.

    ``pass_context`` keeps Jinja from folding constants at compile time; Markup is text that was rendered already.
    """
    if isinstance(value, Markup):
        return value
    tokens = current.get()
    if tokens is None:
        raise RuntimeError("templates print only inside a render")
    return Markup(tokens.mint(value, _origin()))  # noqa: S704 - private-use tokens hold no markup


def _origin() -> str:
    """``file:line`` of the template that prints, from the compiled module's line table."""
    frame = sys._getframe(2)
    debug = frame.f_globals.get("debug_info")
    if not isinstance(debug, str):
        return ""
    return f"{frame.f_globals.get('name', '')}:{source_line(debug, frame.f_lineno)}"


def source_line(debug: str, compiled: int) -> int:
    """Return the template line behind a line of Jinja's compiled module, from the module's ``debug_info``."""
    sources, lines = _line_table(debug)
    index = bisect_right(lines, compiled) - 1
    return sources[index] if index >= 0 else 0


@cache
def _line_table(debug: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    pairs = [part.split("=") for part in debug.split("&") if part]
    return tuple(int(source) for source, _ in pairs), tuple(int(line) for _, line in pairs)


def box(checked: Any) -> Markup:
    """Print ☑ when *checked*, else □."""
    tokens = current.get()
    assert tokens is not None
    return Markup(tokens.mint(Box(bool(unwrap(checked)))))  # noqa: S704 - a token


box.al_callable = True  # type: ignore[attr-defined]


@cache
def environment() -> Sandbox:
    """Return the one environment of clause texts and forms."""
    made = Sandbox(autoescape=True, finalize=_finalize, keep_trailing_newline=True)
    made.globals["box"] = box
    return made
