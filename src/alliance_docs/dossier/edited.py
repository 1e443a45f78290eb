"""What was done to a file in Word since we wrote it, as findings: parts that are gone, parts that are changed."""

from __future__ import annotations

from pathlib import Path

from alliance_docs.checks.finding import Finding
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.typed import typed_into
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.drafting.references import target_text
from alliance_docs.errors import UserError

_SHOWN = 8


def edit_findings(document: str, file: Path, found: Draft, pristine: Path) -> tuple[Finding, ...]:
    """Compare *found*, read from *file*, with the copy kept when the file was written; nothing when it is untouched."""
    from alliance_docs.word.reader import read

    if not pristine.is_file() or read_bytes(pristine) == read_bytes(file):
        return ()
    try:
        written = read(read_bytes(pristine))
    except UserError:
        return ()
    typed = typed_into(written, found)
    findings = []
    if typed.removed:
        names = _names(written, typed.removed)
        fix = "确属有意删去的，核对引用后可以保留；否则从旁边的新稿中补回"
        findings.append(Finding("AD-FI-04", "warning", f"生成之后在文件里删去了：{names}", document, basis="案卷", fix=fix))
    if typed.changed or typed.added:
        parts = [f"改动：{_names(found, typed.changed)}"] * bool(typed.changed) + [f"新增：{_names(found, typed.added)}"] * bool(typed.added)
        fix = "用 alliance-docs adopt 采纳，以后每次起草都保留；填入的事实写入案卷"
        findings.append(Finding("AD-FI-05", "note", "文件在生成之后被编辑过，" + "；".join(parts), document, basis="案卷", fix=fix))
    return tuple(findings)


def _names(draft: Draft, ids: tuple[str, ...]) -> str:
    clauses = {clause.id: clause for clause in draft.clauses}
    shown = [_name(clauses[name]) if name in clauses else name for name in ids[:_SHOWN]]
    return "、".join(shown) + (f"等{len(ids)}处" if len(ids) > _SHOWN else "")


def _name(clause: Clause) -> str:
    rubric = clause.rubric_text.replace("\n", "")
    if clause.kind == "passage":
        return f"“{rubric or clause.id}”"
    return f"{target_text(clause)}“{rubric}”" if rubric else target_text(clause)
