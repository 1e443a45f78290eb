"""Requirements as findings, and as rows of the compliance table 合规对照表."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from alliance_docs.checks.case import Case
from alliance_docs.checks.finding import Finding, Severity
from alliance_docs.checks.hit import finding_of
from alliance_docs.checks.requirement import Requirement, requirements
from alliance_docs.checks.requirements import Outcome, Status, asks_beyond, evaluate
from alliance_docs.checks.rule import catalogue
from alliance_docs.checks.settings import Suppression
from alliance_docs.checks.suppressing import speaks_of
from alliance_docs.checks.topics import topics

STATUS_WORDS: dict[Status, str] = {
    "met": "符合",
    "not met": "不符合",
    "human": "人工核对",
    "unknown": "尚不能判断",
    "not applicable": "后续办理",
}
LEVEL_WORDS = {"MUST": "应当", "SHOULD": "鼓励", "INFO": "知悉"}


@dataclass(frozen=True)
class Row:
    """One row: requirement → where it is answered (组建协议第十条、第十二条；章程第三条) → status."""

    id: str
    section: str
    gist: str
    level: str
    where: str
    status: str
    remark: str


def severity_of(requirement: Requirement, outcome: Outcome) -> Severity | None:
    """Return how grave an outcome is, None when it is no finding."""
    if outcome.status not in ("not met", "unknown") or requirement.level == "INFO":
        return None
    if outcome.status == "unknown" or requirement.level == "SHOULD" or requirement.layer == "post-approval":
        return "note"
    return "error" if requirement.layer in ("condition", "content", "package") else "warning"


def requirement_findings(case: Case) -> Iterator[Finding]:
    """Yield a finding for each requirement not met or not yet known, and for lesser problems of the rules behind it."""
    rules = catalogue(case.jurisdiction.id)
    for requirement in requirements(case.jurisdiction.id).values():
        outcome = evaluate(requirement, case)
        severity = severity_of(requirement, outcome)
        if severity and (case.dossier or (outcome.status == "not met" and not asks_beyond(requirement, case))):
            yield _finding(requirement, outcome, severity, case)
        for rule_id, found in outcome.hits:
            rule = rules[rule_id]
            if rule.severities.get(found.key, rule.severity) != "error":
                yield finding_of(rule, found, case)


def policy_basis(case: Case, section: str) -> str:
    """Name the policy and the section: 《…通知》二（四）."""
    return f"{case.jurisdiction.policy.cited}{section}"


def _finding(requirement: Requirement, outcome: Outcome, severity: Severity, case: Case) -> Finding:
    rules = catalogue(case.jurisdiction.id)
    what = "尚不能判断" if outcome.status == "unknown" else "未满足"
    remedy = requirement.remedy
    document, clause, place = outcome.places[0] if len(outcome.places) == 1 else ("", "", "")
    for rule_id, found in outcome.hits:
        if rules[rule_id].severities.get(found.key, rules[rule_id].severity) == "error":
            made = finding_of(rules[rule_id], found, case)
            remedy, place = remedy or made.fix, place or made.location
    return Finding(
        requirement.id,
        severity,
        f"政策要求{what}：{requirement.gist}" + (f"。{outcome.note}" if outcome.note else ""),
        document,
        clause,
        place,
        policy_basis(case, requirement.section),
        remedy or _remedy(requirement, outcome, case),
    )


def _remedy(requirement: Requirement, outcome: Outcome, case: Case) -> str:
    if outcome.status == "unknown":
        return "补全有关事实后重新生成"
    if "缺少《" in outcome.note:
        return "生成所缺的文书，一并报送"
    asked: dict[str, list[str]] = {}
    for document, topic in _clauses_of(requirement):
        if case.files_of(document) or case.dossier:
            asked.setdefault(topics()[topic].name, []).append(f"《{case.short_title(document)}》")
    if not asked:
        return "补全有关事实或者材料"
    named = "；".join(f"在{'或者'.join(dict.fromkeys(documents))}中写明{name}" for name, documents in asked.items())
    return f"{named}，不要留待另行约定"


def _clauses_of(requirement: Requirement) -> Iterator[tuple[str, str]]:
    answers = [requirement.answer]
    while answers:
        answer = answers.pop(0)
        yield from ((document, answer.topic) for document, _ in answer.clauses)
        answers += answer.parts


def compliance_rows(case: Case, suppressions: Sequence[Suppression] = ()) -> tuple[Row, ...]:
    """Return the rows of the compliance table, in the order of the policy.

    A requirement that is not met stays so; where one of *suppressions* is about it, the remark says why and whose.
    """
    rows = []
    for requirement in requirements(case.jurisdiction.id).values():
        outcome = evaluate(requirement, case)
        row = _row(requirement, outcome, case)
        if answered := _answered(requirement, outcome, case, suppressions):
            row = replace(row, remark=f"{row.remark}；{answered}" if row.remark else answered)
        rows.append(row)
    return tuple(rows)


def _answered(requirement: Requirement, outcome: Outcome, case: Case, suppressions: Sequence[Suppression]) -> str:
    """Return the remark on a requirement that somebody answers for, empty where nobody does."""
    about = [one for one in suppressions if one.rule == requirement.id and one.holds(case.today)]
    severity = severity_of(requirement, outcome) if about else None
    if severity is None:
        return ""
    finding = _finding(requirement, outcome, severity, case)
    one = next((one for one in about if speaks_of(one, finding, case.drafts)), None)
    return f"已豁免：{one.reason}（{one.author}）" if one else ""


def _short(case: Case, document: str) -> str:
    described = case.jurisdiction.document(document)
    return described.short_title if described else document


def _row(requirement: Requirement, outcome: Outcome, case: Case) -> Row:
    by_document: dict[str, list[str]] = {}
    for document, _, place in outcome.places:
        by_document.setdefault(document, []).append(place)
    where = "；".join(
        _short(case, document) + "、".join(place for place in dict.fromkeys(found) if place) for document, found in by_document.items()
    )
    return Row(
        requirement.id,
        requirement.section,
        requirement.gist,
        LEVEL_WORDS[requirement.level],
        where,
        STATUS_WORDS[outcome.status],
        outcome.note,
    )
