"""Say how well topics are told in a labelled set: ``python tools/topic_figures.py [FOLDER] [--misses]`` prints precision and recall.

The set (``tests/data/labelled`` unless told) has one file a topic. Its near misses are written to mislead and are about as many as the
positives, so the precision is that of a hard test, not of an ordinary contract. Intervals: 95 %, Wilson's score interval.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from ruamel.yaml import YAML

from alliance_docs.checks.topics import TopicReader, topics
from alliance_docs.drafting.draft import Clause, Item, Paragraph, Text

SET = Path(__file__).resolve().parents[1] / "tests/data/labelled"
POSITIVE = "positive"
RUBRIC = "｜"
_Z = 1.959964
_ITEM = re.compile("（[一二三四五六七八九十]+）")


@dataclass(frozen=True)
class Example:
    """Labelled text: articles that stand together. *kind*: ``positive``, or why it is a near miss."""

    topic: str
    kind: str
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """An example and whether the toolkit finds the topic in one of its articles."""

    example: Example
    found: bool

    @property
    def right(self) -> bool:
        """Whether finding and label agree."""
        return self.found == (self.example.kind == POSITIVE)


def read_set(folder: Path = SET) -> tuple[Example, ...]:
    """Return the examples of all files of *folder*, in the order of file names and lines."""
    found: list[Example] = []
    for path in sorted(folder.glob("*.yaml")):
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        found += [Example(path.stem, POSITIVE, (text,)) for text in data["positive"]]
        for entry in data["near_miss"]:
            ((kind, text),) = entry.items()
            found.append(Example(path.stem, kind, (text,) if isinstance(text, str) else tuple(text)))
    return tuple(found)


def clause_of(text: str, clause_id: str) -> Clause:
    """Return an article from its text: rubric before ｜, lines that begin with （一） are items."""
    rubric, _, body = text.rpartition(RUBRIC)
    blocks: list[Paragraph | Item] = []
    for line in body.splitlines():
        mark = _ITEM.match(line)
        number = sum(isinstance(block, Item) for block in blocks) + 1
        blocks.append(Item(1, number, (Text(line[mark.end() :]),)) if mark else Paragraph((Text(line),)))
    return Clause(clause_id, "article", (Text(rubric),) if rubric else (), tuple(blocks))


def judge(examples: tuple[Example, ...]) -> tuple[Judged, ...]:
    """Judge examples as the checks do: an article for itself, any one is enough."""
    reader = TopicReader()
    return tuple(
        Judged(
            example,
            any(
                reader.holds("agreement", clause_of(text, f"{example.topic}-{place}-{part}"), example.topic)
                for part, text in enumerate(example.articles)
            ),
        )
        for place, example in enumerate(examples)
    )


@dataclass(frozen=True)
class Figures:
    """Counts of true and false findings and of positives missed."""

    hits: int
    false: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of the findings that are right; None where nothing was found."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else None

    @property
    def recall(self) -> float | None:
        """Share of the positives that were found; None where there are none."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else None


def figures(judged: tuple[Judged, ...]) -> Figures:
    """Count *judged*."""
    positive = [one for one in judged if one.example.kind == POSITIVE]
    hits = sum(one.found for one in positive)
    return Figures(hits, sum(one.found for one in judged) - hits, len(positive) - hits)


def wilson(good: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share; nothing known is 0 to 1."""
    if not of:
        return 0.0, 1.0
    share, square = good / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def _share(good: int, of: int) -> str:
    low, high = wilson(good, of)
    return f"{good / of:.3f} [{low:.3f}, {high:.3f}]" if of else "—    [0.000, 1.000]"


def line(name: str, found: Figures) -> str:
    """Return one row of the table."""
    precision = _share(found.hits, found.hits + found.false)
    recall = _share(found.hits, found.hits + found.missed)
    return f"{name:<20} {found.hits:>4} {found.false:>4} {found.missed:>4}   {precision}   {recall}"


def main(arguments: list[str]) -> None:
    """Print the table, the near misses found by their reason and, with ``--misses``, every example judged wrongly."""
    folders = [word for word in arguments if not word.startswith("--")]
    judged = judge(read_set(Path(folders[0]) if folders else SET))
    print(f"{'topic':<20} {'hit':>4} {'fp':>4} {'fn':>4}   {'precision [95 %]':<21}   recall [95 %]")
    for topic in sorted({one.example.topic for one in judged}):
        print(line(topic, figures(tuple(one for one in judged if one.example.topic == topic))))
    print(line("all", figures(judged)))
    of = Counter(one.example.kind for one in judged if one.example.kind != POSITIVE)
    taken = Counter(one.example.kind for one in judged if one.example.kind != POSITIVE and one.found)
    print("\nnear misses taken for the topic: " + ", ".join(f"{kind} {taken[kind]}/{of[kind]}" for kind in sorted(of)))
    if "--misses" in arguments:
        names = topics()
        for one in judged:
            if not one.right:
                print(
                    f"{one.example.topic}（{names[one.example.topic].name}） {one.example.kind}: {' ‖ '.join(one.example.articles)}"
                )


if __name__ == "__main__":
    main(sys.argv[1:])
