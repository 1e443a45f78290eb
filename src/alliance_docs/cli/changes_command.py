"""``alliance-docs changes …``: what was recorded, undoing, correcting, and changes of posts and terms."""

from __future__ import annotations

from typing import Any

import click

from alliance_docs.cli.change_options import change_options, change_or_correction, dossier_and, told_of
from alliance_docs.cli.change_telling import line_of, record_and_tell, tell_change, tell_consequences
from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError


@click.group("changes", help=_("变更记录：查看、撤销、更正，以及牵头单位、理事长、依托主体、地址等的变更。"), invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Hold the commands about the history together."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@click.command("list", help=_("列出全部变更记录。写法：changes list [DIR]"))
@click.argument("words", nargs=-1, metavar="[DIR]")
def listed(words: tuple[str, ...]) -> None:
    """Print every entry in the order recorded, those undone too."""
    from alliance_docs.dossier.history import events_of
    from alliance_docs.facts.change_types import change_type

    dossier, _rest = dossier_and(words, 0, "changes list [DIR]", 0)
    counted = {change.id: change for change in dossier.facts_on().changes or ()}
    events = events_of(dossier)
    for event in events:
        if event.id in counted:
            change = counted[event.id]
            mark = _("（已报备于 {folder}）", folder=change.reported) if change.reported else ""
            click.echo(line_of(change, mark))
        elif event.kind == "undo":
            click.echo(f"{event.id} {event.on} " + _("撤销 {id}：{reason}", id=event.undoes, reason=event.reason))
        else:
            click.echo(f"{event.id} {event.on} {change_type(event.type).name}" + _("（已撤销）"))
    click.echo(_("共 {count} 条，其中 {live} 条有效", count=len(events), live=len(counted)))


@click.command("show", help=_("显示一条变更记录的全部内容。写法：changes show [DIR] 编号"))
@click.argument("words", nargs=-1, metavar="[DIR] ID")
def show(words: tuple[str, ...]) -> None:
    """Print one entry."""
    from alliance_docs.dossier.history import events_of

    dossier, (event_id,) = dossier_and(words, 1, "changes show [DIR] 编号", 1)
    change = next((one for one in dossier.facts_on().changes or () if one.id == event_id), None)
    if change is not None:
        tell_change(change)
        click.echo("  " + _("记录于 {day}", day=change.recorded))
        return
    event = next((one for one in events_of(dossier) if one.id == event_id), None)
    if event is None:
        raise UserError(_("没有编号为 {id} 的变更记录", id=event_id), remedy=_("changes list 列出全部记录"))
    click.echo(f"{event.id} {event.on} " + (_("撤销 {id}：{reason}", id=event.undoes, reason=event.reason) if event.undoes else _("已撤销")))


@click.command("undo", help=_("撤销一条记录：记录保留，不再计算。写法：changes undo [DIR] 编号 --reason TEXT"))
@click.argument("words", nargs=-1, metavar="[DIR] ID")
@change_options
def undo(words: tuple[str, ...], **options: Any) -> None:
    """Take an entry back; the history keeps both."""
    from alliance_docs.dossier.recording import take_back

    dossier, (event_id,) = dossier_and(words, 1, "changes undo [DIR] 编号 --reason TEXT", 1)
    if not options["reason"].strip():
        raise UserError(_("撤销应当写明原因"), remedy=_("加 --reason 原因"))
    told = told_of(options, dossier, default_today=True)
    if told.on > told.today:
        raise UserError(_("--on {day} 晚于今天（{today}）", day=told.on, today=told.today), remedy=_("撤销按今天记录，不必写 --on"))
    tried = take_back(dossier, event_id, told.reason, told.on, told.today, dry=True)
    tell_consequences(dossier, tried.before, tried.after, tried.events)
    if options["dry"]:
        click.echo(_("试行：没有写入。"))
        return
    (done,) = take_back(dossier, event_id, told.reason, told.on, told.today).events
    click.echo(_("已记录 {id}：撤销 {event}", id=done.id, event=event_id))


@click.command("correct", help=_("更正记错的事实。写法：changes correct [DIR] 路径=值… --reason TEXT"))
@click.argument("words", nargs=-1, metavar="[DIR] PATH=VALUE…")
@change_options
def correct(words: tuple[str, ...], **options: Any) -> None:
    """Correct what was recorded wrongly."""
    from alliance_docs.cli import correcting
    from alliance_docs.dossier.doubts import of_correction

    dossier, given = dossier_and(words, 1, "changes correct [DIR] 路径=值… --reason TEXT")
    settings = [*given, *options["settings"]]
    doubt = of_correction(dossier, dossier.facts_on(), settings)
    if change_or_correction(options["as_kind"], "correction", doubt) == "change":
        correcting.set_paths(dossier, settings, {**options, "as_kind": "change"})
    else:
        correcting.correct(dossier, settings, options)


@click.command("set", help=_(
    "记录职位、机构和约定的变更。写法：changes set [DIR] lead|chair|bearer|secretariat 单位、secretary-general 姓名、address 地址、"
    "legal-representative 单位 姓名，或者 [类型] 路径=值… --on DATE"
))
@click.argument("words", nargs=-1, metavar="[DIR] WHAT…")
@change_options
def set_(words: tuple[str, ...], **options: Any) -> None:
    """Record that a post went to another, or that terms, tasks, contributions changed."""
    from alliance_docs.cli import correcting
    from alliance_docs.facts import changing
    from alliance_docs.facts.change_types import change_type
    from alliance_docs.facts.posts import POSTS

    dossier, (what, *rest) = dossier_and(words, 1, "changes set [DIR] 类型 内容… --on DATE")
    if "=" in what:
        correcting.set_paths(dossier, [what, *rest, *options["settings"]], options)
        return
    kind = change_type(what)
    if what not in POSTS:
        if what in ("join", "leave", "expel", "rename", "merge", "replace", "withdraw-before-signing"):
            raise UserError(_("“{name}”不这样记录", name=kind.name), remedy=_("用 alliance-docs members"))
        correcting.set_paths(dossier, [*rest, *options["settings"]], options, kind=kind)
        return
    shape, least, make = POSTS[what]
    if len(rest) < least:
        raise UserError(_("内容不完整"), remedy=_("写法：{usage}", usage=f"changes set [DIR] {what} {shape} --on DATE"))
    told = told_of(options, dossier)
    subject = changing.member_of(dossier.facts_on(told.on), rest[0]).id if shape.startswith("单位") else None
    record_and_tell(
        dossier, lambda facts, _events: [changing.set_facts(facts, kind, make(facts, tuple(rest)), told, member=subject)], told, options
    )


for _one in (listed, show, undo, correct, set_):
    command.add_command(with_folders(_one))
