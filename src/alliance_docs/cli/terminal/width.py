"""Chinese characters take two columns: measuring, cutting and wrapping text for a terminal."""

from __future__ import annotations

import unicodedata

_NEVER_FIRST = frozenset("。，、；：？！）》”’」』】〉…—·,.;:?!)]}")


def width(text: str) -> int:
    """Return how many columns *text* takes."""
    return sum(_char(char) for char in text)


def _char(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, columns: int) -> str:
    """Return *text* on one line in at most *columns*, with … where it was cut."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept) + _char(char) > columns - 1:
            break
        kept += char
    return kept + "…"


def wrap(text: str, columns: int, indent: str = "", hanging: str | None = None) -> str:
    """Return *text* broken into lines of at most *columns*; later lines begin with *hanging* (default *indent*).

    Closing punctuation never begins a line; Latin words and numbers are kept whole where they fit.
    """
    hanging = indent if hanging is None else hanging
    lines: list[str] = []
    for part in text.split("\n"):
        line = indent if not lines else hanging
        empty = True
        for token in _tokens(part):
            if not empty and width(line) + width(token) > columns and token[0] not in _NEVER_FIRST:
                lines.append(line.rstrip())
                line, empty = hanging, True
                token = token.lstrip()
            line += token
            empty = empty and not token
        lines.append(line.rstrip())
    return "\n".join(lines)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for char in text:
        if tokens and char.isascii() and not char.isspace() and tokens[-1][-1].isascii() and not tokens[-1][-1].isspace():
            tokens[-1] += char
        else:
            tokens.append(char)
    return tokens
