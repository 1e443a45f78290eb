"""How long reading and checking a document takes: ``python bench/read_and_check.py [FILE.docx]``, in process.

Without a file the shipped Gansu agreement is drafted, typed into a plain Word file (no styles, no identity) and measured: the best
of several runs of reading, of the general rules, and of the rules of Gansu.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from alliance_docs.dossier.checking import check_path
from alliance_docs.drafting.draft import plain
from alliance_docs.word.reader import read_for_check

ROOT = Path(__file__).resolve().parents[1]
RUNS = 7
TODAY = dt.date(2026, 11, 22)


def best(work: Callable[[], object]) -> float:
    """Return the least of several times, in milliseconds; the first run only warms the caches."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def retyped(folder: Path) -> Path:
    """Return the shipped agreement as plain paragraphs with typed numbers."""
    import docx

    from alliance_docs.checks.reading import passages
    from alliance_docs.dossier.drafts import draft_all, plan_package
    from alliance_docs.dossier.store import read_answers
    from alliance_docs.facts.numerals import han

    draft = draft_all(plan_package(read_answers(ROOT / "examples" / "gansu.yaml"))).drafts["agreement"]
    document = docx.Document()
    document.add_paragraph(draft.title)
    for clause in draft.clauses:
        lines = [passage.text for passage in passages(draft, "agreement") if passage.clause is clause]
        head = f"第{han(clause.number)}条　{plain(clause.rubric)}" if clause.kind == "article" else plain(clause.rubric)
        for line in (head, *lines[1:]):
            if line:
                document.add_paragraph(line)
    path = folder / "协议.docx"
    document.save(str(path))
    return path


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else retyped(Path(folder))
        data = path.read_bytes()
        print(f"{path.name}: {len(data) // 1024} KB")
        print(f"read                    {best(lambda: read_for_check(data, 'accepted', alone=True)):7.0f} ms")
        print(f"read + general rules    {best(lambda: check_path(path, TODAY)):7.0f} ms")
        print(f"read + rules of Gansu   {best(lambda: check_path(path, TODAY, jurisdiction='gansu')):7.0f} ms")


if __name__ == "__main__":
    main()
