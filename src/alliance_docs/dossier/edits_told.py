"""What the edits of a dossier have to tell, as findings: conflicts to decide, passages to look over, edits that wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alliance_docs.checks.finding import Finding
from alliance_docs.dossier.drafts import Drafted
from alliance_docs.dossier.edits import Edits
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.references import target_text

_SHOWN = 60


def edits_told(drafted: Drafted, edits: Mapping[str, Edits]) -> tuple[Finding, ...]:
    """Return the findings on all edits of a package."""
    return tuple(finding for name, one in edits.items() for finding in _document(name, one, drafted))


def _document(name: str, edits: Edits, drafted: Drafted) -> Iterator[Finding]:
    edited = drafted.edited.get(name)
    if edited is None:
        files = "、".join(one.file for one in edits.adoptions)
        yield Finding("AD-ED-04", "note", f"现在不起草“{name}”，采纳的修改（{files}）暂时没有用上", name, basis="案卷", fix="核对事实；不再需要的，移走 edits 中的这份记录")
        return
    draft = edited.written
    for clash in edited.merged.conflicts:
        both = f"保留的文字：{_short(clash.theirs) or '（已删去）'}；按现有事实起草的文字：{_short(clash.ours) or '（不再有）'}"
        fix = f"运行 alliance-docs clauses resolve {name} {clash.clause}，决定保留（--keep）还是更新（--update）"
        yield Finding("AD-ED-01", "error", f"{_place(draft, clash.clause)}双方都改过，待决定。{both}", name, clash.clause, basis="案卷", fix=fix)
    for wait in edits.pending:
        fix = f"运行 alliance-docs clauses resolve {name} {wait.clause}，采用后到的文字（--take）或者保留（--keep）"
        message = f"{_place(draft, wait.clause)}另一份返回文件（{wait.file}）的修改与已采纳的冲突，待决定：{_short(wait.waiting) or '（删去）'}"
        yield Finding("AD-ED-02", "error", message, name, wait.clause, basis="案卷", fix=fix)
    for one in edited.merged.reviews:
        yield Finding("AD-ED-03", "note", f"{_place(draft, one.clause)}{one.why}：{_short(one.text)}", name, one.clause, basis="案卷", fix="通读这一句；不妥的在文件中改正后采纳")


def _place(draft: Draft, name: str) -> str:
    clause = draft.clause(name)
    if clause is None:
        return ""
    return f"{target_text(clause)}“{clause.rubric_text}”" if clause.kind != "passage" and clause.rubric_text else target_text(clause)


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}……"
