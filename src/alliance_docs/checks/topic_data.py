"""Topics as data: what an article must say to settle a matter. Loaded from ``common/topics/*.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from alliance_docs.cache import remembered
from alliance_docs.checks import phrase_groups
from alliance_docs.checks.data import Entry, as_texts, read_entries
from alliance_docs.checks.phrase_groups import NOTHING, PhraseGroup, phrase_group
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.jurisdictions.places import Home, outside
from alliance_docs.resources import data_folder

KEYS = ("id", "name", "all", "void", "close", "matter", "signs")
SIGN_KEYS = ("all", "unless", "aside", "denied", "reach", "times")
REACHES = ("sentence", "pair", "article")


@dataclass(frozen=True)
class Sign:
    """One way of settling a matter: sentences that meet every group of *all*, none of *unless*.

    The last group is what settles it: where it is forbidden or denied it does not count, unless *denied* says that denials count.
    *reach*: the groups meet in one sentence, in two that follow one another, or anywhere in the article. *times*: at how many places
    of these, none of them overlapping, the last group stands: who does what is told where two each have a task. *aside*: phrases that
    are read over, so that what else the sentence says still counts (“成果归完成方，费用由企业承担” settles whose the results are).
    """

    all: tuple[PhraseGroup, ...]
    unless: PhraseGroup = NOTHING
    aside: PhraseGroup = NOTHING
    denied: bool = False
    reach: str = "sentence"
    times: int = 1


@dataclass(frozen=True)
class Topic:
    """A topic, told in one of two ways; sentences holding one of *void* count in neither.

    By *signs*: the article's rubric or text speaks of the *matter* (if any is given), and its text meets one of the signs. By words alone
    (*all*): each group stands somewhere in the article, its rubric included; *close*: in one sentence.
    """

    id: str
    name: str
    all: tuple[PhraseGroup, ...] = ()
    void: PhraseGroup = NOTHING
    close: bool = False
    matter: PhraseGroup = NOTHING
    signs: tuple[Sign, ...] = ()

    def may_come(self, text: str) -> bool:
        """Tell whether a text that still has blanks speaks of the matter, so that it may come to settle it."""
        if self.all:
            return self.all[0].stands(text)
        return self.matter.stands(text) if self.matter else any(sign.all[0].stands(text) for sign in self.signs)


def topics() -> Mapping[str, Topic]:
    """Load the topics once: the common ones, and those in ``topics.yaml`` of jurisdictions outside the package, by id.

    Raises UserErrors with file and line of everything wrong; two topics of one id are an error.
    """
    found, _, errors = _topics(outside())
    if errors:
        raise UserErrors(errors)
    return found


def topic_ids() -> frozenset[str]:
    """Return the ids of all topics that are written, those with mistakes as well."""
    return _topics(outside())[1]


@cache
def _topics(homes: tuple[Home, ...]) -> tuple[Mapping[str, Topic], frozenset[str], tuple[UserError, ...]]:
    common = sorted((data_folder("templates") / "common" / "topics").glob("*.yaml"))
    own = [path for home in homes if (path := home.folder / "topics.yaml").is_file()]
    found: dict[str, Topic] = {}
    places: dict[str, str] = {}
    errors: list[UserError] = []
    for path in (*common, *own):
        read, problems = _kept(path)
        errors += problems
        for topic_id, place, topic in read:
            if (known := places.setdefault(topic_id, place)) != place:
                errors.append(UserError(f"{topic_id}：这个主题已经有了（{known}）", place=place, remedy="换一个编号，或者用已有的主题"))
            elif topic is not None:
                found[topic.id] = topic
    return found, frozenset(places), tuple(errors)


_Read = tuple[tuple[tuple[str, str, Topic | None], ...], tuple[UserError, ...]]
"""The topics of a file by id and place, None where one has mistakes, and these mistakes."""


def _kept(path: Path) -> _Read:
    """As :func:`_read_file`, kept between runs while neither the file, the synonyms nor this code change; mistakes are never kept."""

    def sound() -> _Read:
        read = _read_file(path)
        if read[1]:
            raise UserErrors(read[1])
        return read

    try:
        return remembered(f"topics {path}", _terms() + path.read_bytes(), sound)
    except UserErrors:
        return _read_file(path)


@cache
def _terms() -> bytes:
    """Return what the meaning of a topic file rests on beside itself."""
    code = b"".join(Path(module).read_bytes() for module in (__file__, phrase_groups.__file__) if Path(module).is_file())
    try:
        return code + repr(sorted(phrase_groups.synonyms().items())).encode()
    except UserError:  # each topic that uses them says so
        return code


def _read_file(path: Path) -> _Read:
    try:
        entries = read_entries(path)
    except UserError as error:
        return (), (error,)
    errors: list[UserError] = []
    found: list[tuple[str, str, Topic | None]] = []
    for entry in entries:
        try:
            topic = read_topic(entry)
        except UserError as error:
            errors.append(error)
            topic = None
        found.append((str(entry.values["id"]), entry.place, topic))
    return tuple(found), tuple(errors)


def read_topic(entry: Entry) -> Topic:
    """Read one entry. Raises UserError with file and line for anything unknown, missing or empty."""
    entry.only(KEYS)
    signs, words = entry.values.get("signs"), entry.values.get("all")
    if bool(signs) == bool(words):
        raise entry.error("应写 all 或者 signs 之一")
    if words and entry.values.get("matter"):
        raise entry.error("“matter”只与 signs 同用")
    return Topic(
        entry.text("id"),
        entry.text("name", required=True),
        _groups(words, entry, "all") if words else (),
        _group(entry.values.get("void"), entry, "void"),
        entry.values.get("close") is True,
        _group(entry.values.get("matter"), entry, "matter"),
        tuple(_sign(one, entry) for one in signs) if isinstance(signs, list) else (),
    )


def _sign(value: Any, entry: Entry) -> Sign:
    if isinstance(value, list):
        return Sign(_groups(value, entry, "signs"))
    if not isinstance(value, dict):
        raise entry.error("“signs”的每一项应为词组的列表，或者含有 all 的对照")
    part = Entry({"id": entry.values.get("id"), **value}, entry.place)
    part.only(("id", *SIGN_KEYS))
    times = part.values.get("times", 1)
    if times not in (1, 2):
        raise entry.error("“times”应为 1 或者 2")
    return Sign(
        _groups(value.get("all"), entry, "signs.all"),
        _group(value.get("unless"), entry, "signs.unless"),
        _group(value.get("aside"), entry, "signs.aside"),
        part.one_of("denied", ("silent", "counts"), "silent") == "counts",
        part.one_of("reach", REACHES, "sentence"),
        times,
    )


def _groups(value: Any, entry: Entry, key: str) -> tuple[PhraseGroup, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, list) and one for one in value):
        raise entry.error(f"“{key}”应为词组的列表", "每组一行，组内任一词即可")
    return tuple(_group(one, entry, key) for one in value)


def _group(value: Any, entry: Entry, key: str) -> PhraseGroup:
    return phrase_group(as_texts(value, entry, key), entry.place)


__all__ = ["Sign", "Topic", "read_topic", "topic_ids", "topics"]
