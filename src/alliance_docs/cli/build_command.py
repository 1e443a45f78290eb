"""``alliance-docs build [DIR…]``: draft the documents again from the facts; edited files are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.cli.distributing import Result
    from alliance_docs.cli.several import Done


@click.command("build", help=_("由事实起草（重新起草）材料；有人改过的文件保留，新稿写在旁边。可以写几个案卷。"))
@click.argument("folders", metavar="[DIR]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--filing", default="founding", metavar="NAME", help=_("哪一套材料，默认 founding（组建）"))
@click.option("--document", "documents", metavar="ID", multiple=True, help=_("只写这一份文书，例如 charter；可以重复"))
@click.option(
    "--for", "purpose", type=click.Choice(["submission", "members"]), default="submission",
    help=_("submission 报送版；members 另写一份分发版，隐去手机号码、身份证号码和个人邮箱，供成员单位传阅"),
)  # fmt: skip
@click.option("--pdf", is_flag=True, help=_("同时用 LibreOffice 转成 PDF"))
@click.option("--strict", is_flag=True, help=_("有错误级问题时以状态 1 结束"))
@click.option("--today", metavar="DATE", default=None, help=_("按这一天检查，默认为今天"))
@click.pass_context
def command(
    ctx: click.Context,
    folders: tuple[Path, ...],
    filing: str,
    documents: tuple[str, ...],
    purpose: str,
    pdf: bool,
    strict: bool,
    today: str | None,
) -> None:
    """Build one dossier or several."""
    from alliance_docs.cli.distributing import build_one
    from alliance_docs.cli.several import dossiers_in, failed, run_each

    done = run_each(
        dossiers_in(folders),
        lambda dossier: build_one(dossier, filing=filing, only=documents, members=purpose == "members", pdf=pdf, strict=strict, today=today),
    )
    if len(done) > 1:
        _table(done)
    ctx.exit(2 if failed(done) else max(one.result.status for one in done if one.result is not None))


def _table(done: list[Done[Result]]) -> None:
    from alliance_docs.cli.several import table

    rows = []
    for one in done:
        result = one.result
        if result is None:
            rows.append((one.folder.name, "", "", "", _("失败：{why}", why=one.failure)))
        else:
            rows.append((result.name, str(result.documents), str(result.errors), str(result.warnings), str(result.folder)))
    table((_("联盟"), _("文书"), _("错误"), _("警告"), _("结果")), rows)
