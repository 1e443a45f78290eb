"""The subjects on which documents must say the same: ``templates/common/stated.yaml``, read and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from alliance_docs.checks.data import Entry, as_texts, read_entries
from alliance_docs.checks.quantities import MEASURES
from alliance_docs.checks.wording import GAP, REACH
from alliance_docs.resources import data_folder

VALUE = "【】"
_KEYS = ("id", "label", "rule", "measure", "find", "about", "sentence", "unless", "within", "documents", "lists")


@dataclass(frozen=True)
class Way:
    """One way of stating a value: *find* as in the data file."""

    find: str
    measure: str

    @cached_property
    def anchor(self) -> str:
        """Its longest fixed words."""
        return max(re.split("【】|…", self.find), key=len)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, with one group, the value; gaps are bounded, so that matching stays linear. Made only where it is needed."""
        return re.compile(f"({MEASURES[self.measure][0]()})".join(map(_gaps, self.find.split(VALUE))))


@dataclass(frozen=True)
class Subject:
    """A matter and how documents speak of it; see the comments of the data file."""

    id: str
    label: str
    rule: str
    measure: str
    find: tuple[str, ...]
    about: tuple[tuple[str, ...], ...] = ()
    sentence: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    within: bool = True
    documents: tuple[str, ...] = ()
    lists: bool = False

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways of stating it."""
        return tuple(Way(words, self.measure) for words in self.find)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The longest fixed words of each way: a text without any of them holds none."""
        return tuple(dict.fromkeys(way.anchor for way in self.ways))


def _gaps(words: str) -> str:
    return f"[^。；！？\\n]{{0,{REACH}}}".join(map(re.escape, words.split(GAP)))


@cache
def subjects() -> tuple[Subject, ...]:
    """Load the subjects once. Raises UserError with file and line for anything unknown or missing."""
    return tuple(map(_subject, read_entries(data_folder("templates") / "common" / "stated.yaml")))


def _subject(entry: Entry) -> Subject:
    entry.only(_KEYS)
    find = entry.texts("find")
    wrong = next((words for words in find if words.count(VALUE) != 1), None if find else "")
    if wrong is not None:
        raise entry.error(f"“find”的每个写法应有一个 {VALUE}，发现“{wrong}”")
    within = entry.values.get("within", True)
    if not isinstance(within, bool):
        raise entry.error(f"“within”应为 true 或者 false，发现 {within!r}")
    return Subject(
        entry.text("id"), entry.text("label", required=True), entry.text("rule", required=True), entry.one_of("measure", MEASURES), find,
        _groups(entry, "about"), _groups(entry, "sentence"), entry.texts("unless"), within, entry.texts("documents"), entry.values.get("lists") is True,
    )  # fmt: skip


def _groups(entry: Entry, key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(as_texts(group, entry, key) for group in entry.values.get(key) or [])
