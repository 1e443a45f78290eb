"""The page of a rule: what, why, a bad and a good example, what it rests on, what to do."""

from __future__ import annotations

import datetime as dt
import re

from alliance_docs.checks.compliance import LEVEL_WORDS
from alliance_docs.checks.human import human_checks
from alliance_docs.checks.inputs import input_lines
from alliance_docs.checks.named_facts import label_of_path, paths_in
from alliance_docs.checks.requirement import Answer, Requirement, requirements
from alliance_docs.checks.rule import Rule, catalogue
from alliance_docs.checks.topics import topics
from alliance_docs.errors import UserError, nearest
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import jurisdiction_folders, load_jurisdiction

SEVERITY_WORDS = {"error": "错误", "warning": "警告", "note": "提示"}
LAYER_WORDS = {
    "condition": "组建条件",
    "content": "文书内容",
    "package": "申报材料",
    "procedure": "办理程序",
    "task": "任务和目的",
    "post-approval": "批复之后",
}


def explain(rule_id: str) -> str:
    """Return the page of a rule or requirement as text. Raises UserError naming the nearest id when there is none."""
    wanted = rule_id.strip().upper()
    rules: dict[str, Rule] = {}
    demands: dict[str, tuple[Requirement, Jurisdiction]] = {}
    for jurisdiction_id in jurisdiction_folders():
        rules.update(catalogue(jurisdiction_id, pages=True))
        jurisdiction = load_jurisdiction(jurisdiction_id)
        demands.update({key: (found, jurisdiction) for key, found in requirements(jurisdiction_id).items()})
    known = {key.upper(): key for key in [*rules, *demands]}
    if wanted not in known:
        padded = re.sub(r"-(\d)$", r"-0\1", wanted)
        hint = f"是否要写“{known[padded]}”？" if padded in known else nearest(wanted, known)
        raise UserError(f"没有规则“{rule_id}”", remedy=hint or "规则编号例如 LC-DR-01、GS-2.4-6")
    key = known[wanted]
    return _rule_page(rules[key]) if key in rules else _requirement_page(*demands[key])


def _rule_page(rule: Rule) -> str:
    grades = {SEVERITY_WORDS[rule.severity], *(SEVERITY_WORDS[word] for word in rule.severities.values())}
    lines = [f"{rule.id}　{rule.name}", "", f"级别：{'、'.join(word for word in SEVERITY_WORDS.values() if word in grades)}"]
    for key, label in (("what", "检查什么"), ("why", "为什么")):
        if rule.page.get(key):
            lines += ["", f"{label}：{rule.page[key]}"]
    if looked := list(input_lines(rule, _title)):
        lines += ["", "看什么：", *(f"  {line}" for line in looked)]
    for key, label in (("bad", "反例"), ("good", "正例")):
        if rule.page.get(key):
            lines += ["", f"{label}：{rule.page[key]}"]
    lines += ["", "依据："]
    for basis in rule.basis:
        since = f"，自{_day(basis.law.since)}起" if basis.law.since.year > 1900 else ""
        until = f"，至{_day(basis.law.until)}止" if basis.law.until.year < 9999 else ""
        lines.append(f"  {basis}{since}{until}")
    if not rule.basis:
        lines.append("  文件之间、文件与事实之间应当一致，无须另有依据")
    if rule.remedy:
        lines += ["", f"处理：{rule.remedy}"]
    if (human := human_checks().get(rule.id)) is not None:
        where = "、".join(dict.fromkeys(map(_title, human.documents)))
        lines += ["", f"需人工核对：{human.look}", f"  在哪里：{where}", f"  机器不能判断，因为：{human.reason}"]
    return "\n".join(lines) + "\n"


def _title(document: str) -> str:
    """Return what a document is called in the first jurisdiction that has it, its id where none has."""
    for jurisdiction_id in jurisdiction_folders():
        if (described := load_jurisdiction(jurisdiction_id).document(document)) is not None:
            return described.short_title
    return document


def _called(document: str, jurisdiction: Jurisdiction) -> str:
    described = jurisdiction.document(document)
    return described.short_title if described else document


def _day(day: dt.date | None) -> str:
    from alliance_docs.facts.formats import date

    return date(day) if day else "文面没有写明日期"


def _requirement_page(requirement: Requirement, jurisdiction: Jurisdiction) -> str:
    lines = [
        f"{requirement.id}　{requirement.gist}",
        "",
        f"层次：{LAYER_WORDS[requirement.layer]}；程度：{LEVEL_WORDS[requirement.level]}",
        "",
        f"依据：{jurisdiction.policy.cited}{requirement.section}（{jurisdiction.policy.issuer}，{_day(jurisdiction.policy.date)}）",
        f"  {jurisdiction.policy.validity_note}",
        "",
        "由以下内容回答：",
        *(f"  {line}" for line in _answer_lines(requirement.answer, jurisdiction)),
    ]
    if requirement.remedy:
        lines += ["", f"处理：{requirement.remedy}"]
    return "\n".join(lines) + "\n"


def _answer_lines(answer: Answer, jurisdiction: Jurisdiction, depth: int = 0) -> list[str]:
    pad = "  " * depth
    match answer.kind:
        case "any" | "all":
            head = "以下之一：" if answer.kind == "any" else "以下各项："
            return [pad + head, *(line for part in answer.parts for line in _answer_lines(part, jurisdiction, depth + 1))]
        case "clauses":
            where = "、".join(dict.fromkeys(f"《{_called(document, jurisdiction)}》" for document, _ in answer.clauses))
            ids = "、".join(f"{document}#{clause}" for document, clause in answer.clauses)
            return [f"{pad}条款：{where}写明{topics()[answer.topic].name}（{ids}）"]
        case "fact":
            named = "、".join(label_of_path(path) for path in paths_in(answer.text))
            return [f"{pad}事实：{named}（{answer.text}）" if named else f"{pad}事实：{answer.text}"]
        case "rule":
            return [f"{pad}规则：{answer.text}　{catalogue(jurisdiction.id)[answer.text].name}"]
        case "document":
            described = jurisdiction.document(answer.text)
            return [f"{pad}文书：《{described.title.replace('{name}', '××联盟') if described else answer.text}》"]
        case _:
            label = {"attachment": "附件", "deadline": "期限", "human": "人工核对"}[answer.kind]
            return [f"{pad}{label}：{answer.text}"]
