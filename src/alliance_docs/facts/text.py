"""Text as people type it: what is carried unharmed, what is refused, and when two names are the same."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

LAWYER = "交律师定"
"""Written in place of a value: the question stays open for the lawyer; its path is kept in ``Facts.deferred``."""

_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
_BRACKETS = str.maketrans("〔〕[]【】「」『』{}〈〉《》", "()" * 8)
_BREAKS = re.compile("\r\n|[\r\v\u2028\u2029]")


def refusal(text: str) -> str | None:
    """Return why *text* cannot stand in a Word file, or None when it can.

    Control characters, private-use characters (our own marks), lone surrogates, non-characters and
    marks that change the direction of writing are refused; everything else is carried unharmed.
    """
    for position, char in enumerate(text, start=1):
        category = unicodedata.category(char)
        code = f"第 {position} 个字符 U+{ord(char):04X}"
        if char in "\n\t":
            continue
        if category == "Cc":
            return f"{code} 是控制字符"
        if category == "Co":
            return f"{code} 是私用区字符"
        if category == "Cs" or ord(char) & 0xFFFE == 0xFFFE:
            return f"{code} 不是有效字符"
        if char in _BIDI:
            return f"{code} 会改变书写方向"
    return None


def _clean(text: str) -> str:
    why = refusal(text)
    if why:
        raise ValueError(f"{why}，请删去后重新输入")
    return text


def _line(text: str) -> str:
    text = _clean(_BREAKS.sub("\n", text)).strip(" \t\n\u3000")
    if "\n" in text or "\t" in text:
        raise ValueError("应为一行文字，不能换行或含制表符")
    return _visible(text)


def _paragraphs(text: str) -> str:
    return _visible(_clean(_BREAKS.sub("\n", text)).strip(" \t\n\u3000"))


def _visible(text: str) -> str:
    if text == LAWYER:
        raise ValueError(f"此处不能写“{LAWYER}”")
    if all(char.isspace() or unicodedata.category(char) == "Cf" for char in text):
        raise ValueError("不能为空；未知时整项留空即可")
    return text


def _number_as_text(value: object) -> object:
    """YAML reads a bare phone number or code as an integer: take it as it was typed."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Line = Annotated[str, BeforeValidator(_number_as_text), AfterValidator(_line)]
"""One line of text, stripped, without control, private-use or direction-changing characters."""

Prose = Annotated[str, BeforeValidator(_number_as_text), AfterValidator(_paragraphs)]
"""Text of one or more paragraphs, separated by line feeds."""


def normal_name(name: str) -> str:
    """Return *name* as it is compared: full and half width, brackets, spaces, invisible characters and case made alike."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).translate(_BRACKETS)
    kept = "".join(char for char in folded if not char.isspace() and unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFKC", kept)
