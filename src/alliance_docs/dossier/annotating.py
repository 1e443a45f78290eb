"""Copies of checked Word files with the findings as comments. The files themselves are never touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from alliance_docs.checks.explain import SEVERITY_WORDS
from alliance_docs.checks.finding import Finding
from alliance_docs.checks.quoting import clause_of, run_of
from alliance_docs.dossier.checking import Checked
from alliance_docs.dossier.files import read_bytes, write_atomic
from alliance_docs.dossier.store import FACTS_FILE
from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError

AUTHOR, INITIALS = "合规检查", "合规"
_KEPT = frozenset(("filings", ".pristine", "edits", "attachments", "clauses"))
"""Folders of a dossier in which copies would be taken for what is filed or kept there."""


@dataclass(frozen=True)
class Copy:
    """A copy written: where, and how many findings stand in it."""

    path: Path
    findings: int


def annotate(checked: Sequence[Checked], folder: Path, day: dt.date | None) -> tuple[Copy, ...]:
    """Write a copy of each Word file checked into *folder*, its findings as comments dated *day*.

    All or nothing is refused: a folder inside a dossier's own, two files of one name, and a file in *folder* that is not
    a copy of ours or was saved by somebody since. Raises UserError.
    """
    _refuse_folder(folder)
    sources = [(one, document, path) for one in checked for document, path in one.files.items()]
    if not sources:
        raise UserError("没有可以批注的 Word 文件", place="、".join(one.name for one in checked), remedy="案卷先运行 alliance-docs build")
    new: dict[Path, bytes] = {}
    copies: list[Copy] = []
    for (one, document, path), target in zip(sources, _targets([path for _, _, path in sources], folder), strict=True):
        findings = tuple(_findings(one, document))
        new[target] = _annotated(read_bytes(path), one, document, findings, day)
        copies.append(Copy(target, len(findings)))
    for target, data in new.items():
        _refuse_file(target, data, [path for _, _, path in sources])
    for target, data in new.items():
        write_atomic(target, data)
    return tuple(copies)


def _findings(checked: Checked, document: str) -> Iterator[Finding]:
    """Yield what is said in the file of *document*; where it is the only one, what belongs to none as well."""
    for finding in checked.findings:
        if finding.document == document or (checked.alone and not finding.document):
            yield finding


def _annotated(data: bytes, checked: Checked, document: str, findings: Sequence[Finding], day: dt.date | None) -> bytes:
    from alliance_docs.word.places import places
    from alliance_docs.word.remarks import Remark, remarked

    draft, where = checked.drafts[document], places(data, checked.view, alone=checked.alone)
    remarks = [Remark(_paragraph(finding, document, draft, where), _lines(finding)) for finding in findings]
    return remarked(
        data, remarks or [Remark(-1, ("按现有规则检查，没有发现问题",))], author=AUTHOR, initials=INITIALS, date=day
    )


def _paragraph(finding: Finding, document: str, draft: Draft, where: Mapping[str, tuple[int, ...]]) -> int:
    """Return the paragraph a finding is about, -1 where it is about the whole file."""
    clause = clause_of(finding, document, draft)
    if clause is None or clause.id not in where:
        return -1
    numbers = where[clause.id]
    run = run_of(finding, document, clause)
    first = next((number for number in numbers if number >= 0), -1)
    return numbers[run] if run < len(numbers) and numbers[run] >= 0 else first


def _lines(finding: Finding) -> tuple[str, ...]:
    lines = [f"[{finding.rule}] {SEVERITY_WORDS[finding.severity]}：{finding.message}"]
    lines += [f"依据：{finding.basis}"] * bool(finding.basis) + [f"处理：{finding.fix}"] * bool(finding.fix)
    return tuple(lines)


# --- where to ---


def _refuse_folder(folder: Path) -> None:
    here = folder.resolve()
    if here.exists() and not here.is_dir():
        raise UserError("应为文件夹，现为文件", place=str(folder), remedy="换一个文件夹")
    for parent in here.parents:
        if (parent / FACTS_FILE).is_file() and here.relative_to(parent).parts[0].casefold() in _KEPT:
            raise UserError("批注副本不能放进案卷自己的文件夹", place=str(folder), remedy="换一个文件夹，例如案卷旁边的“批注”")


def _targets(paths: Sequence[Path], folder: Path) -> list[Path]:
    seen: dict[str, Path] = {}
    for path in paths:
        name = normalize("NFKC", path.name).casefold()
        if name in seen:
            raise UserError("两份文件同名，副本会互相覆盖", place=f"{seen[name]}、{path}", remedy="分开检查，写到不同的文件夹")
        seen[name] = path
    return [folder / path.name for path in paths]


def _refuse_file(target: Path, data: bytes, sources: Sequence[Path]) -> None:
    from alliance_docs.word.remarks import untouched

    if not target.exists():
        return
    if any(target.samefile(source) for source in sources):
        raise UserError("副本会覆盖被检查的文件本身", place=str(target), remedy="换一个文件夹")
    there = read_bytes(target)
    if there != data and not untouched(there):
        raise UserError("已有同名文件，不是本工具写的批注副本，或者写出之后有人改过，不覆盖", place=str(target), remedy="换一个文件夹，或者移走这个文件")
