"""Say how well topics are told in whole documents of strangers: ``python tools/document_figures.py [FOLDER] [--wrong]``.

Each document of ``tests/data/strangers`` is typed into a plain Word file, one paragraph a line, read back as ``check`` reads a file,
and asked for each topic labelled whether it settles it, and whether the article labelled is among those that do. ``--wrong`` names
document and topic of each wrong answer (never the words: the set is for measuring, not for tuning).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from docx import Document
from ruamel.yaml import YAML
from topic_figures import Figures, line

from alliance_docs.checks.case import Case
from alliance_docs.dossier.general import GENERAL
from alliance_docs.word.reader import read

SET = Path(__file__).resolve().parents[1] / "tests/data/strangers"


@dataclass(frozen=True)
class Answer:
    """What is labelled and what is found for one topic of one document."""

    document: str
    topic: str
    labelled: bool
    found: bool


def answers(path: Path) -> tuple[Answer, ...]:
    """Return the answers for one labelled document."""
    data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    draft = read(typed(data["text"]))
    case = Case(GENERAL, drafts={data["kind"]: draft}, dossier=False)
    return tuple(
        Answer(path.stem, topic, bool(place), bool(case.articles_on(data["kind"], topic))) for topic, place in data["settled"].items()
    )


def typed(text: str) -> bytes:
    """Return *text* as a plain .docx, one paragraph a line, without styles."""
    document = Document()
    for one in text.splitlines():
        document.add_paragraph(one)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def measured(found: tuple[Answer, ...]) -> Figures:
    """Count *found*."""
    hits = sum(one.labelled and one.found for one in found)
    return Figures(hits, sum(one.found for one in found) - hits, sum(one.labelled for one in found) - hits)


def main(arguments: list[str]) -> None:
    """Print the table by topic and by document."""
    folders = [word for word in arguments if not word.startswith("--")]
    found = tuple(one for path in sorted(Path(folders[0] if folders else SET).glob("*.yaml")) for one in answers(path))
    print(f"{'':<20} {'hit':>4} {'fp':>4} {'fn':>4}   {'precision [95 %]':<21}   recall [95 %]")
    for name in dict.fromkeys(one.topic for one in found):
        print(line(name, measured(tuple(one for one in found if one.topic == name))))
    print()
    for name in dict.fromkeys(one.document for one in found):
        print(line(name, measured(tuple(one for one in found if one.document == name))))
    print(line("all", measured(found)))
    if "--wrong" in arguments:
        for one in found:
            if one.labelled != one.found:
                print(f"{one.document}: {one.topic}: {'missed' if one.labelled else 'found, but not settled'}")


if __name__ == "__main__":
    main(sys.argv[1:])
