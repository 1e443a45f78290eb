"""The reason a table of old and new wording gives for a row: recorded changes, or what follows from them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alliance_docs.dossier.comparing import Compared
from alliance_docs.dossier.comparing_data import redline_words
from alliance_docs.drafting.draft import Blank, Inlines, Text
from alliance_docs.facts.change import Change
from alliance_docs.word.redline_report import Passage

_NUMBER = re.compile(r"[（(]?[0-9一二三四五六七八九十百]+[)）.、]?")


def reason(one: Compared, passage: Passage, changes: Sequence[Change]) -> Inlines:
    """Return the reasons of the *changes* a passage follows from, each with its resolution; a blank where nothing is known."""
    table = redline_words().table
    told = "；".join(dict.fromkeys(_told(change) for change in changes if _told(change)))
    if told:
        return (Text(told),)
    if _only_numbers(passage):
        return (Text(table["order"]),)
    if one.consolidated:
        return (Text(table["consolidated"]),)
    return (Blank(table["reason"]),)


def _told(change: Change) -> str:
    words = (change.reason or change.matter or change.label or "").rstrip("。；")
    number = change.resolution.number if change.resolution is not None else None
    return redline_words().table["resolved"].format(reason=words, number=number) if words and number else words


def _only_numbers(passage: Passage) -> bool:
    """Tell whether nothing but ordinals differs: 签约方六 is 签约方五 now."""
    changed = [words.text for line in (*passage.before, *passage.after) for words in line if words.changed]
    return bool(changed and passage.key and passage.before and passage.after and not passage.paths) and all(_NUMBER.fullmatch(text) for text in changed)
