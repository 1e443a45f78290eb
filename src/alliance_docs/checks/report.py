"""Reports of findings: JSON by the contract, and plain text grouped by document and article."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from alliance_docs.checks.explain import SEVERITY_WORDS
from alliance_docs.checks.finding import Finding, Place, Quote, Suppressed, contract, summary
from alliance_docs.checks.report_groups import Report, grouped, place_of
from alliance_docs.facts.formats import date

SPOT = "〖{}〗"
"""How the spot is marked where there is neither colour nor underlining."""
PLACES = 6
"""Other places of one finding that are quoted."""
NOTHING, NOTHING_ELSE, APART = "没有发现问题。", "除已豁免的以外，没有发现问题。", "已豁免"
Fold: TypeAlias = Callable[[str, str, str], str]
"""Breaks a text into lines that fit: text, what stands before the first line, what stands before the others."""


def to_json(findings: Sequence[Finding], suppressed: Sequence[Suppressed] = ()) -> str:
    """Return the JSON of ``check --format json``: Chinese as it is, keys in the order of the contract."""
    return json.dumps(contract(findings, suppressed), ensure_ascii=False, indent=2) + "\n"


def one_line(text: str, first: str, _others: str) -> str:
    """Break nothing."""
    return first + text


def to_text(
    findings: Sequence[Finding],
    titles: Mapping[str, str] | None = None,
    headings: Mapping[tuple[str, str], str] | None = None,
    fold: Fold = one_line,
) -> str:
    """Return the report as plain lines: documents, articles, findings.

    *titles* by document id, *headings* by document and clause id. Basis and remedy stand once for each rule of a
    document, not below each of its findings; every finding has its own words quoted.
    """
    return texts([Report(tuple(findings), titles or {}, headings or {})], fold)


def texts(reports: Sequence[Report], fold: Fold = one_line) -> str:
    """Return one report over several checks; each begins with its name when there are more than one."""
    if not any(one.findings or one.suppressed or one.limits for one in reports):
        return f"{NOTHING}\n"
    lines: list[str] = []
    for one in reports:
        lines += ["", f"■ {one.name}"] if len(reports) > 1 and one.name else []
        lines += _lines(one, fold) if one.findings else ["", NOTHING_ELSE if one.suppressed else NOTHING]
        lines += _suppressed_lines(one, fold) if one.suppressed else []
        lines += ["", *(fold(limit, "", "  ") for limit in one.limits)] if one.limits else []
    counted = summary(finding for one in reports for finding in one.findings)
    apart = sum(len(one.suppressed) for one in reports)
    total = "，".join(f"{SEVERITY_WORDS[word]} {number}" for word, number in counted.items())
    lines += ["", f"合计：{total}" + (f"；另有已豁免 {apart} 处" if apart else "")]
    return "\n".join(lines).lstrip("\n") + "\n"


def _lines(report: Report, fold: Fold) -> list[str]:
    lines: list[str] = []
    for document in grouped(report.findings, report.titles, report.headings):
        lines += ["", f"【{document.title}】"]
        told: set[tuple[str, str, str]] = set()
        for article in document.articles:
            lines += [fold(article.heading, "  ", "    ")] if article.heading else []
            for finding in article.findings:
                about = (finding.rule, finding.basis, finding.fix)
                lines += finding_lines(finding, "    " if article.heading else "  ", again=about in told, fold=fold, titles=report.titles)
                told.add(about)
    return lines


def _suppressed_lines(report: Report, fold: Fold) -> list[str]:
    lines = ["", f"【{APART}】"]
    for one in report.suppressed:
        found = one.finding
        head = f"{SEVERITY_WORDS[found.severity]}  {place_of(report, found)}　{found.message}  [{found.rule}]"
        lines.append(fold(head, "  ", "        "))
        lines += [fold(text, "        ", "              ") for text in (f"理由：{one.reason}", f"豁免：{held(one)}")]
    return lines


def held(suppressed: Suppressed) -> str:
    """Return who answers for a suppression and until when: 张三，至2027年1月1日."""
    return f"{suppressed.author}，{f'至{date(suppressed.until)}' if suppressed.until else '没有写期限'}"


def regraded(finding: Finding) -> str:
    """Return by whom the severity was changed and from what; empty where it is the rule's own."""
    change = finding.regraded
    return f"由{change.by}改为{SEVERITY_WORDS[finding.severity]}，原为{SEVERITY_WORDS[change.was]}" if change else ""


def finding_lines(
    finding: Finding, indent: str = "  ", *, again: bool = False, fold: Fold = one_line, titles: Mapping[str, str] | None = None
) -> list[str]:
    """Return the lines of one finding: severity, place and message; its words, and those at its other places; basis and remedy unless told *again*."""
    place = f"{finding.location}　" if finding.location and finding.document else ""
    inner = f"{indent}      "
    lines = [fold(f"{SEVERITY_WORDS[finding.severity]}  {place}{finding.message}  [{finding.rule}]", indent, inner)]
    quote = finding.quote
    if quote and (quote.end > quote.start or quote.text not in finding.message):
        lines.append(fold(f"原文：{marked(quote)}", inner, f"{inner}      "))
    for other in finding.also[:PLACES]:
        if other.quote:
            lines.append(fold(f"另见：{_named(other, finding, titles or {})}{marked(other.quote)}", inner, f"{inner}      "))
    if changed := regraded(finding):
        lines.append(fold(f"级别：{changed}", inner, f"{inner}      "))
    for label, text in (("依据", finding.basis), ("处理", finding.fix)):
        if text and not again:
            lines.append(fold(f"{label}：{text}", inner, f"{inner}      "))
    return lines


def _named(place: Place, finding: Finding, titles: Mapping[str, str]) -> str:
    """Name another place of a finding: 《章程》第十二条　; without the document's title in the same one."""
    title = "" if place.document == finding.document else f"《{titles.get(place.document, place.document)}》"
    return f"{title}{place.location}　" if title or place.location else ""


def marked(quote: Quote) -> str:
    """Return the words quoted on one line, the spot within 〖〗."""
    text, start, end = quote.text, quote.start, quote.end
    if end > start:
        text = text[:start] + SPOT.format(text[start:end]) + text[end:]
    return text.replace("\n", " ")
