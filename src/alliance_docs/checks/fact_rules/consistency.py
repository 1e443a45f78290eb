"""What the facts rooms already know to be impossible, told as findings; and conventions nobody has confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.facts.fields import fields


def date_order(case: Case) -> Iterator[Hit]:
    """Days stand in a possible order; none of what has happened lies in the future (LC-FM-05)."""
    for problem in case.problems:
        if _is_date(problem.path):
            yield hit("order", problem.path, text=problem.message)
    dates = case.facts.dates
    if case.today and dates and dates.agreement_signing and dates.agreement_signing > case.today:
        yield hit("future", "dates.agreement_signing", day=dates.agreement_signing.isoformat(), today=case.today.isoformat())


def references(case: Case) -> Iterator[Hit]:
    """Members and organs that are named exist."""
    for problem in case.problems:
        if not _is_date(problem.path) and not problem.path.endswith(("credit_code", "].name")):
            yield hit(location=problem.path, text=problem.message)


def _is_date(path: str) -> bool:
    return path.startswith("dates.") or path.endswith((".start", ".end", ".joined", ".withdrawn"))


def assumptions(case: Case) -> Iterator[Hit]:
    """Conventions used without confirmation, one note for each group of facts."""
    groups: dict[str, list[str]] = defaultdict(list)
    for assumed in case.assumptions:
        root = assumed.path.partition(".")[0].partition("[")[0]
        label = fields()[root].label if root in fields() else root
        groups[label].append(f"{assumed.label}：{assumed.value_text}")
    for label, parts in groups.items():
        yield hit(location=label, group=label, count=len(parts), text="；".join(parts))


RULES = {"LC-FM-05": date_order, "AD-FA-02": references, "AD-FA-01": assumptions}
