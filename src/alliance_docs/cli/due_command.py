"""``alliance-docs due [DIR…]``: what is owed and when, by urgency; as text, as JSON, as a calendar."""

from __future__ import annotations

from pathlib import Path

import click

from alliance_docs.cli.words import _
from alliance_docs.errors import UserError


@click.command("due", help=_("列出应办事项和期限：主管部门的，以及章程、协议、证照的；按紧急程度排列。可以写几个案卷。"))
@click.argument("folders", metavar="[DIR]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--ics", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help=_("同时写成日历文件（.ics），可以导入手机和电脑的日历"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("输出格式"))
@click.option("--ahead", metavar="DAYS", type=click.IntRange(0, 36500), default=None, help=_("向前看多少日，默认 365"))
@click.option("--today", metavar="DATE", default=None, help=_("按这一天计算，默认为今天"))
@click.pass_context
def command(ctx: click.Context, folders: tuple[Path, ...], ics: Path | None, form: str, ahead: int | None, today: str | None) -> None:
    """List the deadlines of one dossier or several."""
    from alliance_docs.cli.due_telling import tell, to_json
    from alliance_docs.cli.several import dossiers_in, failed, run_each
    from alliance_docs.cli.today import today as day
    from alliance_docs.dossier.due import due
    from alliance_docs.jurisdictions.deadline_rules import manner as shipped_manner

    if ics is not None and ics.suffix.lower() != ".ics":
        raise UserError(_("日历文件的名称应以 .ics 结尾"), place=str(ics), remedy=_("例如 期限.ics"))
    now = day(today)
    manner = shipped_manner()
    manner = manner if ahead is None else manner.model_copy(update={"ahead": ahead})
    done = run_each(dossiers_in(folders), lambda dossier: due(dossier, now, manner))
    owed = [one.result for one in done if one.result is not None]
    if ics is not None and owed:
        from alliance_docs.dossier.deadline_calendar import to_ics
        from alliance_docs.dossier.files import write_atomic

        write_atomic(ics, to_ics(owed, now, manner.alarms))
        click.echo(_("日历：{file}", file=ics), err=True)
    if form == "json":
        click.echo(to_json(done, now))
    else:
        tell(done, now, manner)
    ctx.exit(2 if failed(done) else 0)
