"""Legacy form fields, whose answer stands in their data and not in the text: boxes to tick and lists to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from alliance_docs.word.ooxml import W, integer, on, value
from alliance_docs.word.records import Segment


def box_or_choice(data: Any) -> Iterator[Segment]:
    """Yield what a ``w:ffData`` shows: a box, or the entry chosen."""
    box = data.find(f"{W}checkBox")
    if box is not None:
        state = box.find(f"{W}checked")
        yield Segment("x", "☑" if on(state if state is not None else box.find(f"{W}default")) else "□")
    choices = data.find(f"{W}ddList")
    if choices is not None:
        entries = [value(entry) for entry in choices.findall(f"{W}listEntry")]
        node = choices.find(f"{W}result")
        number = integer(value(node if node is not None else choices.find(f"{W}default")))
        if 0 <= number < len(entries):
            yield Segment("t", entries[number])
