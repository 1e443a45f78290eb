"""How time and memory grow with the number of members: the whole founding package, in process.

    python bench/growth.py [10 100 1000]

The example's alliance is given more members (every one with the facts of one of the twelve). Prints seconds for
drafting, checking and writing, and the peak of Python's own memory.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from pathlib import Path

from alliance_docs.checks.check import check
from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.package import case_of, complete, papers
from alliance_docs.dossier.store import read_answers
from alliance_docs.facts.facts import Facts

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "gansu.yaml"


def grown(facts: Facts, size: int) -> Facts:
    """Return the facts with *size* members: copies under new ids and names."""
    originals = facts.members or ()
    members = [
        original
        if index < len(originals)
        else original.model_copy(update={"id": f"x{index}", "name": f"{original.name}{index}", "role": "成员单位", "credit_code": None})
        for index in range(size)
        for original in [originals[index % len(originals)]]
    ]
    return facts.model_copy(update={"members": tuple(members)})


def main() -> None:
    """Measure and print."""
    sizes = [int(size) for size in sys.argv[1:]] or [10, 100, 1000]
    example = read_answers(EXAMPLE)
    print(f"{'members':>8}{'draft s':>9}{'check s':>9}{'write s':>9}{'total s':>9}{'peak MB':>9}")
    for measure_memory in (False, True):
        for size in sizes:
            facts = grown(example, size)
            if measure_memory:
                tracemalloc.start()
            start = time.perf_counter()
            drafted = draft_all(plan_package(facts))
            filing = drafted.plan.jurisdiction.filings[0]
            drafts = complete(drafted, filing)
            drawn = time.perf_counter()
            check(case_of(drafted.plan, drafts))
            checked = time.perf_counter()
            papers(drafted, drafts, filing)
            written = time.perf_counter()
            times = f"{size:>8}{drawn - start:>9.2f}{checked - drawn:>9.2f}{written - checked:>9.2f}{written - start:>9.2f}"
            if measure_memory:
                print(f"{size:>8}{'':>36}{tracemalloc.get_traced_memory()[1] / 1e6:>9.0f}")
                tracemalloc.stop()
            else:
                print(times)


if __name__ == "__main__":
    main()
