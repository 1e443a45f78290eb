"""``alliance-docs check PATH…``: what is missing or does not agree, in dossiers or single Word files."""

from __future__ import annotations

from pathlib import Path

import click

from alliance_docs.cli.words import _


@click.command("check", help=_("检查案卷或者 .docx 文件；没有错误时状态为 0，有错误时为 1。"))
@click.argument("paths", metavar="[PATH]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--jurisdiction", metavar="ID", help=_("单个 .docx 按哪个管辖制度检查"))
@click.option("--document", metavar="ID", help=_("单个 .docx 是哪种文书，例如 charter"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("输出格式"))
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help=_("写入文件而不是屏幕"))
@click.option("--today", metavar="DATE", default=None, help=_("按这一天检查，默认为今天"))
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    jurisdiction: str | None,
    document: str | None,
    form: str,
    output: Path | None,
    today: str | None,
) -> None:
    """Check and report."""
    from alliance_docs.checks.finding import summary
    from alliance_docs.checks.report import to_json, to_text
    from alliance_docs.cli.today import today as day
    from alliance_docs.dossier.checking import check_path
    from alliance_docs.dossier.store import Dossier

    wanted = paths or (Dossier.at(None).folder,)
    checked = [check_path(path, day(today), jurisdiction=jurisdiction, document=document) for path in wanted]
    findings = tuple(finding for one in checked for finding in one.findings)
    titles = {document_id: title for one in checked for document_id, title in one.titles.items()}
    text = to_json(findings) if form == "json" else to_text(findings, titles)
    if output is not None:
        from alliance_docs.dossier.files import write_atomic

        write_atomic(output, (text.rstrip("\n") + "\n").encode("utf-8"))
    else:
        click.echo(text)
    ctx.exit(1 if summary(findings)["error"] else 0)
