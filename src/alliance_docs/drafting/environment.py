"""The template environment: the sandbox, plus printing by tokens. docxtpl forms use it as well."""

from __future__ import annotations

import sys
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
    line = 0
    for source, compiled in _line_table(debug):
        if compiled > frame.f_lineno:
            break
        line = source
    return f"{frame.f_globals.get('name', '')}:{line}"


@cache
def _line_table(debug: str) -> tuple[tuple[int, int], ...]:
    pairs = (part.split("=") for part in debug.split("&") if part)
    return tuple((int(source), int(compiled)) for source, compiled in pairs)


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
