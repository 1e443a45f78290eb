"""Topics and groups of phrases, sifted by the lines of a text: what can stand there at all, and where.

Of the phrases of all topics few stand in any one text. What cannot stand is dropped once for the whole text; what may is asked of its
own lines only, so that a check costs what the text says and not what the data hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from alliance_docs.checks.line_index import LineIndex, Lines
from alliance_docs.checks.phrase_groups import Gapped, PhraseGroup
from alliance_docs.checks.topic_data import Sign, Topic


@dataclass(frozen=True)
class SiftedGroup:
    """The phrases of a group that may stand in a text, each behind the lines on which it may; *lines*: all of these."""

    plain: tuple[tuple[Lines, str], ...] = ()
    gapped: tuple[tuple[Lines, Gapped], ...] = ()
    lines: Lines = 0

    def stands(self, text: str, lines: Lines) -> bool:
        """Tell whether any phrase stands in *text*, which is on *lines*."""
        return bool(self.lines & lines) and self.on(lines).stands(text)

    def on(self, lines: Lines) -> PhraseGroup:
        """Return the phrases that may stand on *lines*; in their text they stand where those of the whole group stand."""
        plain = tuple(word for where, word in self.plain if where & lines)
        return PhraseGroup(plain, tuple(phrase for where, phrase in self.gapped if where & lines))


@dataclass(frozen=True)
class SiftedSign:
    """A sign (see :class:`Sign`) every group of which may stand somewhere in a text; its long lists of exceptions are sifted when asked."""

    all: tuple[SiftedGroup, ...]
    source: Sign
    index: LineIndex

    @cached_property
    def unless(self) -> SiftedGroup:
        """What speaks against the sign."""
        return sift(self.source.unless, self.index)

    @cached_property
    def aside(self) -> SiftedGroup:
        """What is read over."""
        return sift(self.source.aside, self.index)


@dataclass(frozen=True)
class SiftedTopic:
    """A topic (see :class:`Topic`) with only what may stand in a text. *matter* is None where the topic names none."""

    all: tuple[SiftedGroup, ...]
    void: SiftedGroup
    close: bool
    matter: SiftedGroup | None
    signs: tuple[SiftedSign, ...]


def sift_topic(topic: Topic, index: LineIndex) -> SiftedTopic:
    """Return *topic* with only what may stand in the lines of *index*; signs that cannot be met are gone."""
    matter = sift(topic.matter, index) if topic.matter else None
    words = _all(topic.all, index)
    signs = tuple(sign for one in topic.signs if (sign := _sign(one, index))) if matter is None or matter.lines else ()
    void = sift(topic.void, index) if words or signs else SiftedGroup()
    return SiftedTopic(words, void, topic.close, matter, signs)


def _sign(sign: Sign, index: LineIndex) -> SiftedSign | None:
    groups = _all(sign.all, index)
    return SiftedSign(groups, sign, index) if groups else None


def _all(groups: Sequence[PhraseGroup], index: LineIndex) -> tuple[SiftedGroup, ...]:
    """Return *groups* sifted, none at all where one of them stands nowhere."""
    found = []
    for group in groups:
        sifted = sift(group, index)
        if not sifted.lines:
            return ()
        found.append(sifted)
    return tuple(found)


def sift(group: PhraseGroup, index: LineIndex) -> SiftedGroup:
    """Return the phrases of *group* that may stand in the lines of *index*."""
    plain = tuple(index.holding_each(group.plain))
    gapped = tuple((lines, phrase) for phrase in group.gapped if (lines := _on_all(phrase.steps, index)))
    return SiftedGroup(plain, gapped, _union(lines for lines, _ in (*plain, *gapped)))


def _on_all(steps: Iterable[Sequence[str]], index: LineIndex) -> Lines:
    """Return the lines that may hold one word of each of *steps*."""
    found = index.everywhere
    for words in steps:
        found &= index.holding_any(words)
        if not found:
            break
    return found


def _union(many: Iterable[Lines]) -> Lines:
    found = 0
    for lines in many:
        found |= lines
    return found
