"""Build a dossier and tell in a few lines what was written, what was kept, and what the checks found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.today import today as day
from alliance_docs.cli.wishes import firm_of
from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.checks.case import Case
    from alliance_docs.checks.finding import Finding
    from alliance_docs.dossier.build import Report
    from alliance_docs.dossier.store import Dossier

_SHOWN = 8


def build_and_tell(
    dossier: Dossier,
    *,
    filing: str = "founding",
    only: tuple[str, ...] = (),
    strict: bool = False,
    pdf: bool = False,
    today: str | None = None,
    then: Callable[[Case, Path], None] | None = None,
) -> int:
    """Draft and write the filing; return the exit status (1 under *strict* when the checks find errors).

    *then* is told what was looked at and where the files are.
    """
    report = built(dossier, filing=filing, only=only, pdf=pdf, today=today)
    if then:
        then(report.case, report.folder)
    return status_of(report, strict=strict)


def status_of(report: Report, *, strict: bool) -> int:
    """Return the exit status after a build: 1 under *strict* when the checks found errors."""
    return int(strict and any(one.severity == "error" for one in report.findings))


def built(dossier: Dossier, *, filing: str, only: tuple[str, ...] = (), pdf: bool = False, today: str | None = None) -> Report:
    """Draft and write the filing and tell of it."""
    from alliance_docs.dossier.build import build
    from alliance_docs.dossier.linting import refuse_unsound

    refuse_unsound(dossier.facts.jurisdiction)
    report = build(dossier, filing, only=only, today=day(today), firm=firm_of())
    click.echo(_("{count} 份文书已写入 {folder}", count=len(report.written) + len(report.unchanged), folder=report.folder))
    if report.missing:
        click.echo(report.missing)
    for kept in report.kept:
        click.echo(_("保留：{file} 有人改过，没有覆盖；新稿写为 {new}", file=kept.file, new=kept.new_file))
        for line in kept.typed:
            click.echo(f"    {line}")
    if report.removed:
        click.echo(_("删去：{files} 不再属于这套材料", files="、".join(report.removed)))
    if report.strays:
        click.echo(_("留下：{files} 不再属于这套材料，但有人改过，请自行处理", files="、".join(report.strays)))
    if pdf:
        from alliance_docs.dossier.pdf import to_pdf

        click.echo(_("{count} 份 PDF 已写入 {folder}", count=len(to_pdf(report.folder)), folder=report.folder / "pdf"))
    if report.kept:
        click.echo(_("以下检查的是新稿；保留的文件请运行 alliance-docs check 检查"))
    tell_findings(report.findings, len(report.suppressed))
    return report


def tell_findings(findings: tuple[Finding, ...], suppressed: int = 0) -> None:
    """Print the count of findings and of those suppressed, and the first errors and warnings."""
    from alliance_docs.checks.finding import summary

    counted = summary(findings)
    apart = _("；另有已豁免 {count} 处", count=suppressed) if suppressed else ""
    click.echo(_("检查：错误 {error}，警告 {warning}，提示 {note}", **counted) + apart)
    errors, warnings = ([one for one in findings if one.severity == severity] for severity in ("error", "warning"))
    serious = [*errors, *warnings]
    for finding in serious[:_SHOWN]:
        mark = _("错误") if finding.severity == "error" else _("警告")
        click.echo(f"  {mark} {finding.rule}：{finding.message}")
    if len(serious) > _SHOWN:
        click.echo(_("  ……另有 {count} 条，运行 alliance-docs check 查看全部", count=len(serious) - _SHOWN))
