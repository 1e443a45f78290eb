"""``alliance-docs build [DIR…]``: draft the documents again from the facts; edited files are kept."""

from __future__ import annotations

from pathlib import Path

import click

from alliance_docs.cli.words import _


@click.command("build", help=_("由事实起草（重新起草）材料；有人改过的文件保留，新稿写在旁边。"))
@click.argument("folders", metavar="[DIR]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--filing", default="founding", metavar="NAME", help=_("哪一套材料，默认 founding（组建）"))
@click.option("--document", "documents", metavar="ID", multiple=True, help=_("只写这一份文书，例如 charter；可以重复"))
@click.option("--pdf", is_flag=True, help=_("同时用 LibreOffice 转成 PDF"))
@click.option("--strict", is_flag=True, help=_("有错误级问题时以状态 1 结束"))
@click.option("--today", metavar="DATE", default=None, help=_("按这一天检查，默认为今天"))
@click.pass_context
def command(
    ctx: click.Context,
    folders: tuple[Path, ...],
    filing: str,
    documents: tuple[str, ...],
    pdf: bool,
    strict: bool,
    today: str | None,
) -> None:
    """Build one dossier or several."""
    from alliance_docs.cli.building import build_and_tell
    from alliance_docs.dossier.store import Dossier

    status = 0
    for folder in folders or (None,):
        dossier = Dossier.at(folder)
        status = max(status, build_and_tell(dossier, filing=filing, only=documents, strict=strict, pdf=pdf, today=today))
    ctx.exit(status)
