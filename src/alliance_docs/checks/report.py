"""Reports of findings: JSON by the contract, and plain text grouped by document and article."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby

from alliance_docs.checks.explain import SEVERITY_WORDS
from alliance_docs.checks.finding import Finding, contract, summary


def to_json(findings: Sequence[Finding]) -> str:
    """Return the JSON of ``check --format json``: Chinese as it is, keys in the order of the contract."""
    return json.dumps(contract(findings), ensure_ascii=False, indent=2) + "\n"


def to_text(findings: Sequence[Finding], titles: Mapping[str, str] | None = None) -> str:
    """Return the report as plain lines: documents, articles, findings; *titles* by document id.

    Basis and remedy stand once for each rule of a document, not below each of its findings.
    """
    if not findings:
        return "没有发现问题。\n"
    lines: list[str] = []
    for document, group in groupby(findings, key=lambda finding: finding.document):
        lines += ["", f"【{(titles or {}).get(document, document)}】" if document else "【事实和材料】"]
        told: set[tuple[str, str, str]] = set()
        for finding in group:
            about = (finding.rule, finding.basis, finding.fix)
            lines += finding_lines(finding)[: 1 if about in told else None]
            told.add(about)
    counted = summary(findings)
    lines += ["", "合计：" + "，".join(f"{SEVERITY_WORDS[word]} {number}" for word, number in counted.items())]
    return "\n".join(lines).lstrip("\n") + "\n"


def finding_lines(finding: Finding) -> list[str]:
    """Return the lines of one finding: severity, place and message; then basis and remedy."""
    place = f"{finding.location}　" if finding.location and finding.document else ""
    lines = [f"  {SEVERITY_WORDS[finding.severity]}  {place}{finding.message}  [{finding.rule}]"]
    if finding.basis:
        lines.append(f"        依据：{finding.basis}")
    if finding.fix:
        lines.append(f"        处理：{finding.fix}")
    return lines
