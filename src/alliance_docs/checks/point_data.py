"""What an article on a matter must settle: the ``points`` of a rule, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance_docs.checks.data import Entry, as_texts

Groups = tuple[tuple[str, ...], ...]
"""Groups of phrases that one sentence must meet together, any phrase of each."""

KEYS = ("id", "documents", "topic", "on", "unless", "where", "need", "key", "bare", "absent", "negated")


@dataclass(frozen=True)
class Points:
    """Where a document speaks of a matter (*topic*, or a sentence that meets *on*), it settles each of *need*.

    *within* is ``document`` (the points may stand anywhere) or ``article`` (in the articles on the matter). *key* is the
    message when some are lacking, *bare* when none stands, *absent* when no article is on the matter; without a key
    for it, nothing is told. A sentence that denies the matter is not on it, unless *allow_negated* is False.
    """

    documents: tuple[str, ...]
    need: Mapping[str, Groups]
    topic: str = ""
    on: Groups = ()
    unless: tuple[str, ...] = ()
    within: str = "document"
    key: str = "default"
    bare: str = ""
    absent: str = ""
    allow_negated: bool = True


def read_points(part: Entry, entry: Entry) -> Points:
    """Read one part of ``points``. Raises UserError with file and line."""
    from alliance_docs.checks.topics import topics
    from alliance_docs.errors import nearest

    part.only(KEYS)
    need = part.values.get("need")
    if not isinstance(need, dict) or not need:
        raise entry.error("“points.need”应为“事项: 词组”的对照")
    topic = part.text("topic")
    if topic and topic not in topics():
        raise entry.error(f"没有主题“{topic}”", nearest(topic, topics()))
    if bool(topic) == bool(part.values.get("on")):
        raise entry.error("“points”应写 topic 或者 on 之一")
    found = Points(
        part.texts("documents"),
        {str(name): _groups(value, entry, "need") for name, value in need.items()},
        topic,
        _groups(part.values["on"], entry, "on") if not topic else (),
        part.texts("unless"),
        part.one_of("where", ("document", "article"), "document"),
        part.text("key") or "default",
        part.text("bare"),
        part.text("absent"),
        part.one_of("negated", ("silent", "counts"), "silent") == "silent",
    )
    for key in (found.key, found.bare, found.absent):
        if key and key not in entry.table("messages"):
            raise entry.error(f"没有“{key}”这条 messages")
    return found


def _groups(value: Any, entry: Entry, key: str) -> Groups:
    groups = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    found = tuple(as_texts(group, entry, key) for group in groups)
    if not all(found):
        raise entry.error(f"“points.{key}”不能为空")
    return found
