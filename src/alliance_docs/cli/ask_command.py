"""``alliance-docs ask [DIR]``: go on with the questions; what was answered stays."""

from __future__ import annotations

from pathlib import Path

import click

from alliance_docs.cli.words import _


@click.command("ask", help=_("继续回答尚未回答的问题；不写 DIR 时用当前目录所在的案卷。"))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--section", metavar="NAME", help=_("只问一个部分，例如 成员单位"))
@click.pass_context
def command(ctx: click.Context, folder: Path | None, section: str | None) -> None:
    """Ask what is open, the skipped questions last."""
    from alliance_docs.cli.interviewing import interview
    from alliance_docs.dossier.store import Dossier

    dossier = Dossier.at(folder)
    founders = {member.id for member in dossier.facts.members or ()}
    joined = tuple(member for member in dossier.facts_on().members or () if member.id not in founders)
    outcome = interview(dossier.facts, dossier.save_answer, section=section, joined=joined)
    if not outcome.exit_code:
        click.echo(_("已保存。运行 alliance-docs build 重新起草。"))
    ctx.exit(outcome.exit_code)
