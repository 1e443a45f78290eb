"""Build one dossier for submission, or also for its members; tell of both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.dossier.store import Dossier


@dataclass(frozen=True)
class Result:
    """What became of a dossier: *documents* written or as before, *errors* and *warnings* found, where the files are."""

    name: str
    folder: Path
    documents: int
    errors: int = 0
    warnings: int = 0
    status: int = 0


def build_one(dossier: Dossier, *, filing: str, only: tuple[str, ...], members: bool, pdf: bool, strict: bool, today: str | None) -> Result:
    """Build a filing and tell of it; for the *members* make the copies as well, of a sealed filing without building it."""
    source = _sealed(dossier, filing) if members else None
    if source is not None:
        return _copied(dossier, source, filing, only, pdf, Result(_name(dossier), source, 0))
    from alliance_docs.checks.finding import summary
    from alliance_docs.cli.building import built, status_of

    report = built(dossier, filing=filing, only=only, pdf=pdf and not members, today=today)
    counted = summary(report.findings)
    documents = len(report.written) + len(report.unchanged)
    result = Result(_name(dossier), report.folder, documents, counted["error"], counted["warning"], status_of(report, strict=strict))
    return _copied(dossier, report.folder, filing, only, pdf, result) if members else result


def _sealed(dossier: Dossier, filing: str) -> Path | None:
    from alliance_docs.dossier.distribution import sealed_source

    return sealed_source(dossier, filing)


def _copied(dossier: Dossier, source: Path, filing: str, only: tuple[str, ...], pdf: bool, result: Result) -> Result:
    from alliance_docs.dossier.distribution import distribute

    made = distribute(dossier, source, filing, only)
    hidden = "、".join(_("{kind} {count} 处", kind=kind, count=count) for kind, count in made.masked.items()) or _("没有需要隐去的")
    click.echo(_("分发版：{count} 份文书已写入 {folder}，隐去：{hidden}", count=len(made.files), folder=made.folder, hidden=hidden))
    if made.resubmitted:
        click.echo(_("补正过的，用补正以后的文件：{files}", files="、".join(f"{file}（{folder}）" for file, folder in made.resubmitted.items())))
    for old, new in made.kept:
        click.echo(_("保留：{file} 有人改过，没有覆盖；新稿写为 {new}", file=old, new=new))
    for file, parts in (made.unseen or {}).items():
        click.echo(_("没有检查：{file} 中嵌入的 {parts}，传阅前请自行核对", file=file, parts="、".join(parts)))
    if pdf:
        from alliance_docs.dossier.pdf import to_pdf

        click.echo(_("{count} 份 PDF 已写入 {folder}", count=len(to_pdf(made.folder)), folder=made.folder / "pdf"))
    return Result(result.name, made.folder, len(made.files), result.errors, result.warnings, result.status)


def _name(dossier: Dossier) -> str:
    alliance = dossier.facts.alliance
    return (alliance.name if alliance else None) or dossier.folder.resolve().name
