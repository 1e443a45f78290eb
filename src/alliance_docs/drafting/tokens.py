"""Printed values as private-use tokens, so that no fact can ever be taken for markup (design decision 4)."""

from __future__ import annotations

import re
from contextvars import ContextVar
from typing import Any

from markupsafe import Markup

from alliance_docs.drafting.draft import Blank, Box, Fact, Inline, Text
from alliance_docs.facts import formats
from alliance_docs.facts.view import ListView, RecordView, Unknown, Value
from alliance_docs.jurisdictions.filters import Composite, printed

_OPEN, _CLOSE = "\ue000", "\ue001"
_LINE_OPEN, _LINE_CLOSE = "\ue002", "\ue003"
_DIGIT = 0xE010
_TO_MARK = {ord(str(digit)): chr(_DIGIT + digit) for digit in range(10)}
_FROM_MARK = {_DIGIT + digit: str(digit) for digit in range(10)}
TOKEN = re.compile(f"{_OPEN}([\ue010-\ue019]+){_CLOSE}")
LINE_MARK = re.compile(f"{_LINE_OPEN}([\ue010-\ue019]+){_LINE_CLOSE}")

current: ContextVar[Tokens | None] = ContextVar("tokens", default=None)
"""The table of the render under way."""


class Tokens:
    """The table of one render: token number → inline."""

    def __init__(self) -> None:
        self._inlines: list[Inline] = []

    def mint(self, value: Any, origin: str = "") -> str:
        """Return the token text that stands for *value* (a view, a plain value or a composite)."""
        if isinstance(value, Markup):
            return value
        if isinstance(value, ListView):
            from alliance_docs.jurisdictions.filters import FILTERS

            value = FILTERS["names"](value)
        if isinstance(value, Composite):
            return "".join(self.mint(part, origin) for part in value._parts)
        return self._token(_inline(value, origin))

    def _token(self, inline: Inline) -> str:
        self._inlines.append(inline)
        return f"{_OPEN}{str(len(self._inlines) - 1).translate(_TO_MARK)}{_CLOSE}"

    def inline(self, digits: str) -> Inline:
        """Return the inline behind a token's digits."""
        return self._inlines[int(digits.translate(_FROM_MARK))]

    def split(self, text: str) -> tuple[Inline, ...]:
        """Return *text* as inlines: tokens put back, the rest as :class:`Text`."""
        parts: list[Inline] = []
        position = 0
        for found in TOKEN.finditer(text):
            if found.start() > position:
                parts.append(Text(text[position : found.start()]))
            parts.append(self.inline(found[1]))
            position = found.end()
        if position < len(text):
            parts.append(Text(text[position:]))
        return tuple(parts)


def _inline(value: Any, origin: str) -> Inline:
    if isinstance(value, RecordView):
        label, path = value._label, value._path
        if value._record is None:
            return Blank(label, path)
        value = printed(value)
        if isinstance(value, RecordView | ListView):
            raise TypeError(f"{label}不能直接打印，请写出其中的一项")
    if isinstance(value, Unknown):
        return Blank(value._label, value._path)
    if isinstance(value, Value):
        return Fact(formats.standard(value._value), value._path, origin=origin)
    if isinstance(value, Box):
        return value
    if value is None:
        return Text("")
    return Text(formats.standard(value))


def line_mark(line: int) -> str:
    """Return an invisible mark that tells the parser which source line a rendered line comes from."""
    return f"{_LINE_OPEN}{str(line).translate(_TO_MARK)}{_LINE_CLOSE}"


def read_line_mark(digits: str) -> int:
    """Return the line number behind a mark's digits."""
    return int(digits.translate(_FROM_MARK))
