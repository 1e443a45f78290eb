"""The words by which thresholds are told: ``templates/common/thresholds.yaml``, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from alliance_docs.checks.data import Entry, as_texts, read_table
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder

_PLACE = "common/thresholds.yaml"
_LISTS = ("documents", "not_organs", "bases", "attend_before", "of_all", "of_present", "general", "not_general")
RULE = "LC-GV-03"
"""The rule that tells of thresholds where the matter has none of its own."""


@dataclass(frozen=True)
class Matter:
    """A matter that is voted on; *rule*: the rule that tells of it."""

    id: str
    find: tuple[str, ...]
    rule: str
    rubric: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """Words that stand for names: the pattern finds the longest word, *names* tells whose it is ('' for words that only hide others)."""

    pattern: re.Pattern[str]
    names: Mapping[str, str]


@dataclass(frozen=True)
class ThresholdWords:
    """See the comments of the data file."""

    documents: tuple[str, ...]
    organs: Named
    roles: Named
    lists: Mapping[str, tuple[str, ...]]
    matters: tuple[Matter, ...]


@cache
def threshold_words() -> ThresholdWords:
    """Read the file. Raises UserError naming it where something is missing or of another shape."""
    data = read_table(data_folder("templates") / "common" / "thresholds.yaml")
    entry = Entry(data, _PLACE)
    try:
        lists = {name: as_texts(data[name], entry, name) for name in _LISTS}
        matters = tuple(Matter(one["id"], as_texts(one["find"], entry, one["id"]), one.get("rule", RULE), as_texts(one.get("rubric"), entry, one["id"])) for one in data["matters"])
        return ThresholdWords(
            lists["documents"],
            _named(data["organs"], lists["not_organs"], entry),
            _named(data["roles"], lists["bases"], entry),
            lists,
            matters,
        )
    except (KeyError, AttributeError, TypeError) as error:
        raise UserError(f"写法不对：{error}", place=_PLACE, remedy="对照文件开头的说明") from error


def _named(table: Mapping[str, object], others: tuple[str, ...], entry: Entry) -> Named:
    names = {word: name for name, group in table.items() for word in as_texts(group, entry, name)} | dict.fromkeys(others, "")
    return Named(re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True)))), names)
