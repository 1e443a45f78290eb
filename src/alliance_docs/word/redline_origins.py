"""Whose change it is, span by span: what one person changed in a file, found again among the changes of several.

For a text that unites two hands (a lawyer's edits in Word and a change of members): ``base`` is what both began with,
each hand's file says what that hand did, and the redline from base to the united text shows both, each by its author.
"""

from __future__ import annotations

from collections.abc import Sequence

from alliance_docs.word.redline import compare
from alliance_docs.word.redline_authors import Authors, Origin, Told
from alliance_docs.word.redline_report import Line


def edits_of(base: bytes, edited: bytes, author: str) -> Origin:
    """Return the origin that knows the changes from *base* to *edited* (both .docx) and names *author* for them.

    A change counts as this hand's when all it strikes and all it puts in was struck and put in by it in the same clause.
    Raises UserError when one of the two is not a readable .docx.
    """
    struck: dict[str, str] = {}
    put: dict[str, str] = {}
    for one in compare(base, edited, authors=Authors(author), date=None).passages:
        whole = one.kind in ("added", "removed")
        struck[one.old] = struck.get(one.old, "") + "\n" + _changed(one.before, whole=whole)
        put[one.new] = put.get(one.new, "") + "\n" + _changed(one.after, whole=whole)

    def origin(told: Told) -> str:
        if not told.before and not told.after:
            return ""
        known = (not told.before or told.before in struck.get(told.clause, "")) and (not told.after or told.after in put.get(told.clause, ""))
        return author if known else ""

    return origin


def first_of(origins: Sequence[Origin]) -> Origin:
    """Return the origin that asks several in order."""
    return lambda told: next((named for one in origins if (named := one(told))), "")


def _changed(lines: Sequence[Line], *, whole: bool) -> str:
    """Return what stands on one side only, a line for each stretch."""
    return "\n".join(words.text for line in lines for words in line if words.changed or (whole and not words.column))
