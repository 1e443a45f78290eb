"""How long reading and checking a document takes: ``python bench/read_and_check.py [FILE.docx]``, in process.

Without a file the shipped agreement and charter of Gansu are drafted, typed into plain Word files (no styles, no identity) and
measured, the agreement twice over as well, which shows how the cost grows; then the whole package with its Word files, as
``alliance-docs check`` reads a dossier. Told is processor time, the least of several runs: other programs then matter little.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from alliance_docs.checks import line_index, shared_topics
from alliance_docs.dossier.checking import check_path
from alliance_docs.drafting.draft import clause_inlines, plain
from alliance_docs.word import reader
from alliance_docs.word.reader import read_for_check

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "gansu.yaml"
RUNS = 7
TODAY = dt.date(2026, 11, 22)


def best(work: Callable[[], object]) -> float:
    """Return the least of several times, in milliseconds of processor time; the first run only warms the caches.

    What a process keeps of texts it has met before is forgotten each time: a command meets them for the first time.
    """
    work()
    times = []
    for _ in range(RUNS):
        for kept in (reader._read, reader._read_for_check, line_index.index_of, shared_topics._known):
            kept.cache_clear()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def retyped(folder: Path, name: str = "agreement", times: int = 1) -> Path:
    """Return a shipped document as plain paragraphs with typed numbers, so many times over."""
    import docx

    from alliance_docs.checks.reading import passages
    from alliance_docs.dossier.drafts import draft_all, plan_package
    from alliance_docs.dossier.store import read_answers
    from alliance_docs.facts.numerals import han

    draft = draft_all(plan_package(read_answers(EXAMPLE))).drafts[name]
    articles = sum(clause.kind == "article" for clause in draft.clauses)
    texts = {clause.id: [passage.text for passage in passages(draft, name) if passage.clause is clause] for clause in draft.clauses}
    document = docx.Document()
    document.add_paragraph(draft.title)
    for turn in range(times):
        for clause in draft.clauses:
            number = f"第{han(clause.number + turn * articles)}条　" if clause.kind == "article" else ""
            for line in (number + plain(clause.rubric), *texts[clause.id][1:]):
                if line:
                    document.add_paragraph(line)
    path = folder / f"{draft.title[-2:]}{times if times > 1 else ''}.docx"
    document.save(str(path))
    return path


def built(folder: Path) -> Path:
    """Return the dossier of the example with its first filing built."""
    from alliance_docs.dossier.build import build
    from alliance_docs.dossier.store import Dossier, read_answers

    dossier = Dossier.create(folder / "案卷", read_answers(EXAMPLE))
    build(dossier)
    return dossier.folder


def tell(path: Path) -> None:
    """Print the figures of one file."""
    data = path.read_bytes()
    reading = read_for_check(data, "accepted", alone=True)
    size = sum(len(plain(run)) for clause in reading.draft.clauses for run in clause_inlines(clause))
    print(f"{path.name}: {size} characters")
    print(f"  read                    {best(lambda: read_for_check(data, 'accepted', alone=True)):7.0f} ms")
    print(f"  read + general rules    {best(lambda: check_path(path, TODAY)):7.0f} ms")
    print(f"  read + rules of Gansu   {best(lambda: check_path(path, TODAY, jurisdiction='gansu')):7.0f} ms")


def main() -> None:
    """Print the figures."""
    if len(sys.argv) > 1:
        tell(Path(sys.argv[1]))
        return
    with TemporaryDirectory() as folder:
        for path in (retyped(Path(folder)), retyped(Path(folder), times=2), retyped(Path(folder), "charter")):
            tell(path)
        dossier = built(Path(folder))
        print(f"the dossier, {len(list(dossier.rglob('*.docx')))} Word files")
        print(f"  read + rules of Gansu   {best(lambda: check_path(dossier, TODAY)):7.0f} ms")


if __name__ == "__main__":
    main()
