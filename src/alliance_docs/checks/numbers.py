"""Numbers told in running text agree with the facts: one general check, driven by the ``counts`` of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.printed import UNKNOWN
from alliance_docs.checks.rule import Rule
from alliance_docs.facts.numerals import read_han
from alliance_docs.jurisdictions.jurisdiction import kind_of

NUMBER = "{n}"
NEAR = 8
"""Characters around a number that may say it is a limit (不少于, 以上), not a count."""
REPORTED = "last_change.on"
"""The date of the filing that reports changes: its papers show the state of today."""
_NOT_A_COUNT = re.compile(r"(不少于|不足|至少|少于|超过|达到|最多|最少|不超过|多于|第|每)$")
_LIMIT = re.compile(r"^(以上|以下|以内|以外|及以上)")


@lru_cache(maxsize=256)
def _compiled(template: str) -> re.Pattern[str]:
    before, _, after = template.partition(NUMBER)
    return re.compile(rf"{re.escape(before)}([0-9]{{1,6}}|[零一二三四五六七八九十百千两〇]{{1,9}})\s?{re.escape(after)}")


def number_hits(rule: Rule, case: Case) -> Iterator[Hit]:
    """Yield one hit for each number in a text that is not the number of the facts."""
    if not rule.counts:
        return
    wanted = [(template, path, case.printed.value(path)) for template, path in rule.counts]
    for template, path, value in wanted:
        if value is UNKNOWN or not isinstance(value, int):
            continue
        document_only, _, pattern = template.rpartition("|")
        literals = [part for part in pattern.split(NUMBER) if part]
        for passage in case.passages:
            if (document_only and passage.document != document_only) or passage.undecided or _of_another_day(case, passage.document):
                continue
            if not all(part in passage.text for part in literals):
                continue
            for found in _compiled(pattern).finditer(passage.text):
                start, end = found.span(1)
                before, after = passage.text[max(0, start - NEAR) : start], passage.text[end + 1 : end + NEAR]
                if _NOT_A_COUNT.search(before) or _LIMIT.search(after):
                    continue
                if read_han(found[1]) != value:
                    yield hit(
                        "number", passage.location, document=passage.document, clause=passage.clause.id,
                        text=found[0], value=value, path=path,
                    )  # fmt: skip


def _of_another_day(case: Case, document: str) -> bool:
    """Tell whether a paper tells of its own day or year while things have changed since: its numbers were right then."""
    if not any(one.kind == "change" for one in case.facts.changes or ()):
        return False
    described = case.jurisdiction.document(kind_of(document))
    record = described is not None and described.instrument == "record"
    return document in case.dated or (record and not any(kind_of(document) in filing.documents for filing in case.jurisdiction.filings if filing.date == REPORTED))
