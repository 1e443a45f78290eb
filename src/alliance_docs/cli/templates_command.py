"""``alliance-docs templates lint PATH``: every mistake in a jurisdiction's folder, in own wording, or in one file, at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.dossier.linted import Linted


@click.group("templates", help=_("管辖制度资料和条款文本。"), invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Hold the commands about templates together."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@click.command("lint", help=_("检查管辖制度文件夹、案卷、条款文件夹，或者单个 .md、.docx 文件，一次列出全部问题；有错误时状态为 2，只有提醒时为 0。"))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--jurisdiction", metavar="ID", default="", help=_("条款文件夹或者文件只按这一管辖制度检查，默认按全部"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("输出格式"))
@click.pass_context
def lint(ctx: click.Context, path: Path, jurisdiction: str, form: str) -> None:
    """Print all problems, or one line saying there are none; status 2 with errors."""
    from alliance_docs.dossier.linting import lint_path
    from alliance_docs.errors import UserErrors

    linted = lint_path(path, jurisdiction)
    if form == "json":
        click.echo(_json(linted))
        ctx.exit(2 if linted.errors else 0)
    for warning in linted.warnings:
        click.echo(_("提醒：{problem}", problem=warning))
    if linted.errors:
        raise UserErrors(linted.errors)
    counts = "、".join(f"{name} {count}" for name, count in linted.counts.items())
    if linted.warnings:
        click.echo(_("没有错误，提醒 {number} 项（{counts}）", number=len(linted.warnings), counts=counts))
    else:
        click.echo(_("没有发现问题（{counts}）", counts=counts))
    ctx.exit(0)


def _json(linted: Linted) -> str:
    data = {
        "errors": len(linted.errors),
        "warnings": len(linted.warnings),
        "counts": dict(linted.counts),
        "problems": [problem.as_data() for problem in linted.problems],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


command.add_command(with_folders(lint))
