"""``alliance-docs members …``: who is a member as of a day, and the changes of membership."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alliance_docs.cli.change_options import (
    Options,
    change_options,
    change_or_correction,
    date_of,
    dossier_and,
    told_of,
)
from alliance_docs.cli.change_telling import record_and_tell
from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.facts.changing import Told


@click.group("members", help=_("成员单位：名单，以及加入、退出、除名、更名、合并、更换和资料变更。"), invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Hold the commands about members together."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@click.command("list", help=_("列出某一天的成员单位，默认截至最后一次变更。写法：members list [DIR] [--on DATE]"))
@click.argument("words", nargs=-1, metavar="[DIR]")
@click.option("--on", metavar="DATE", help=_("截至这一天"))
@click.option("--all", "everyone", is_flag=True, help=_("连同已经退出的"))
def listed(words: tuple[str, ...], on: str | None, everyone: bool) -> None:
    """Print the members, one a line: id, name, role, post, days."""
    from alliance_docs.dossier.history import speaking
    from alliance_docs.facts.derived import post_of

    dossier, _rest = dossier_and(words, 0, "members list [DIR]", 0)
    facts = dossier.facts_on(date_of("--on", on) if on else None)
    say = speaking(facts)
    members = facts.members or () if everyone else facts.active_members
    for member in members:
        parts = [say(member.role or ""), say(post_of(facts, member) or "")]
        parts += [_("{day} 加入", day=member.joined)] if member.joined else []
        parts += [_("{day} 退出", day=member.withdrawn)] if member.withdrawn else []
        click.echo(f"{member.id}\t{member.name or ''}\t{'，'.join(part for part in parts if part)}")
    click.echo(_("共 {count} 家", count=len(members)))


@click.command("join", help=_("记录一家单位加入。写法：members join [DIR] 单位全称 --on DATE [--set city=兰州市 …]"))
@click.argument("words", nargs=-1, metavar="[DIR] NAME")
@change_options
def join(words: tuple[str, ...], **options: Any) -> None:
    """Record a new member; at a terminal what its papers need is asked."""
    from alliance_docs.cli.change_telling import nothing_recorded
    from alliance_docs.cli.join_questions import with_answers
    from alliance_docs.dossier.recording import record
    from alliance_docs.facts import changing

    dossier, (name,) = dossier_and(words, 1, "members join [DIR] 单位全称 --on DATE", 1)

    def trying(told: Told) -> object:
        return record(dossier, lambda facts, _events: [changing.join(facts, name, told)], told.on, told.today, late=options["late"], dry=True)

    with nothing_recorded():
        told = with_answers(dossier.facts_on(), name, told_of(options, dossier), options, trying)
    record_and_tell(dossier, lambda facts, _events: [changing.join(facts, name, told)], told, options)


@click.command("leave", help=_("记录一家单位退出。写法：members leave [DIR] 单位 --on DATE"))
@click.argument("words", nargs=-1, metavar="[DIR] MEMBER")
@click.option("--before-signing", is_flag=True, help=_("在协议签署之前退出"))
@change_options
def leave(words: tuple[str, ...], before_signing: bool, **options: Any) -> None:
    """Record a member that leaves."""
    from alliance_docs.facts import changing
    from alliance_docs.facts.change_problems import BEFORE_SIGNING

    dossier, (ref,) = dossier_and(words, 1, "members leave [DIR] 单位 --on DATE", 1)
    told = told_of(options, dossier)
    kind = BEFORE_SIGNING if before_signing else "leave"
    record_and_tell(dossier, lambda facts, _events: [changing.leave(facts, ref, told, kind)], told, options)


@click.command("expel", help=_("记录一家单位被除名。写法：members expel [DIR] 单位 --on DATE --reason TEXT"))
@click.argument("words", nargs=-1, metavar="[DIR] MEMBER")
@change_options
def expel(words: tuple[str, ...], **options: Any) -> None:
    """Record an expulsion; the grounds must be told."""
    from alliance_docs.facts import changing

    dossier, (ref,) = dossier_and(words, 1, "members expel [DIR] 单位 --on DATE --reason TEXT", 1)
    _need_reason(options, _("除名应当写明事由"))
    told = told_of(options, dossier)
    record_and_tell(dossier, lambda facts, _events: [changing.leave(facts, ref, told, "expel")], told, options)


@click.command("rename", help=_("记录一家单位更名。写法：members rename [DIR] 单位 新全称 --on DATE"))
@click.argument("words", nargs=-1, metavar="[DIR] MEMBER NAME")
@change_options
def rename(words: tuple[str, ...], **options: Any) -> None:
    """Record a new name of the same unit, or correct a name that was wrong."""
    from alliance_docs.dossier.doubts import of_rename
    from alliance_docs.facts import changing

    dossier, (ref, name) = dossier_and(words, 2, "members rename [DIR] 单位 新全称 --on DATE", 2)
    member = changing.member_of(dossier.facts_on(), ref)
    if change_or_correction(options["as_kind"], "change", of_rename(dossier, member, name)) == "correction":
        from alliance_docs.cli.correcting import correct

        correct(dossier, [f"members[{member.id}].name={name}", *options["settings"]], options)
        return
    told = told_of(options, dossier)
    record_and_tell(dossier, lambda facts, _events: [changing.rename(facts, member.id, name, told)], told, options)


@click.command("merge", help=_("记录单位合并。写法：members merge [DIR] 被合并单位… --into 存续单位 --on DATE"))
@click.argument("words", nargs=-1, metavar="[DIR] MEMBER…")
@click.option("--into", metavar="MEMBER", required=True, help=_("合并后存续、承继权利义务的单位；新设单位先用 members join 记录"))
@change_options
def merge(words: tuple[str, ...], into: str, **options: Any) -> None:
    """Record that members merged into another."""
    from alliance_docs.facts import changing

    dossier, refs = dossier_and(words, 1, "members merge [DIR] 被合并单位… --into 存续单位 --on DATE")
    told = told_of(options, dossier)
    record_and_tell(dossier, lambda facts, _events: changing.merge(facts, refs, into, told), told, options)


@click.command("replace", help=_("记录一家单位由另一家更换，接续其角色、席位、任务和投入。写法：members replace [DIR] 单位 新单位全称 --on DATE"))
@click.argument("words", nargs=-1, metavar="[DIR] MEMBER NAME")
@change_options
def replaced(words: tuple[str, ...], **options: Any) -> None:
    """Record that a new unit takes a member's place."""
    from alliance_docs.facts import changing

    dossier, (ref, name) = dossier_and(words, 2, "members replace [DIR] 单位 新单位全称 --on DATE", 2)
    told = told_of(options, dossier)
    record_and_tell(dossier, lambda facts, _events: [changing.replace_member(facts, ref, name, told)], told, options)


@click.command("update", help=_("记录一家单位的资料变更。写法：members update [DIR] 单位 字段=值… --on DATE，例如 contact.name=张某 contribution.cash=60万元"))
@click.argument("words", nargs=-1, metavar="[DIR] MEMBER FIELD=VALUE…")
@change_options
def update(words: tuple[str, ...], **options: Any) -> None:
    """Record that data of a member changed; the kind of change is told from the fields."""
    from alliance_docs.cli.correcting import set_paths
    from alliance_docs.facts import changing

    dossier, (ref, *settings) = dossier_and(words, 2, "members update [DIR] 单位 字段=值… --on DATE")
    member = changing.member_of(dossier.facts_on(), ref)
    set_paths(dossier, [*settings, *options["settings"]], options, member=member.id)


@click.command("export", help=_("把成员单位写成一张 .xlsx 表，可以改好后用 members import 读回。写法：members export [DIR] [-o FILE]；加 --year 的，给每家单位各写一份年度资料填报表"))
@click.argument("words", nargs=-1, metavar="[DIR]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help=_("写到这个文件，默认为案卷中的 成员单位.xlsx；--year 的，写到这个文件夹"))
@click.option("--on", metavar="DATE", help=_("截至这一天"))
@click.option("--year", type=int, metavar="YEAR", help=_("年度：每家单位一份年度资料填报表"))
@click.option("--member", "refs", multiple=True, metavar="MEMBER", help=_("与 --year 同用：只给这家单位；可以重复"))
def export(words: tuple[str, ...], output: Path | None, on: str | None, year: int | None, refs: tuple[str, ...]) -> None:
    """Write the members as a spreadsheet, or one workbook for each of them to fill in for a year."""
    from alliance_docs.dossier.files import write_atomic
    from alliance_docs.dossier.rosters import roster_bytes

    dossier, _rest = dossier_and(words, 0, "members export [DIR] [-o FILE]", 0)
    if year is not None:
        from alliance_docs.cli.members_yearly import send

        send(dossier, year, output, refs)
        return
    facts = dossier.facts_on(date_of("--on", on) if on else None)
    path = output or dossier.folder / "成员单位.xlsx"
    write_atomic(path, roster_bytes(facts))
    click.echo(_("{count} 家成员单位已写入 {path}", count=len(facts.active_members), path=path))


@click.command("import", help=_("读入 .xlsx 或者 .csv 名单：成立以前填入 alliance.yaml，成立以后记为加入和资料变更。写法：members import [DIR] FILE [--on DATE]；加 --year 的，读回各单位填好的年度资料"))
@click.argument("words", nargs=-1, metavar="[DIR] FILE…")
@click.option("--year", type=int, metavar="YEAR", help=_("年度：读回各单位填好的年度资料，可以写几个文件或者文件夹"))
@click.option("--take-theirs", is_flag=True, help=_("与 --year 同用：不一致的以填报的表为准"))
@change_options
def import_(words: tuple[str, ...], year: int | None, take_theirs: bool, **options: Any) -> None:
    """Read a list of members, or what members filled in for a year."""
    from alliance_docs.cli.today import today as day
    from alliance_docs.dossier.recording import is_founded
    from alliance_docs.dossier.rosters import events_from, read_into

    if year is not None:
        from alliance_docs.cli.members_yearly import take_back

        dossier, files = dossier_and(words, 1, "members import [DIR] FILE… --year 2027", files=True)
        take_back(dossier, year, [Path(one) for one in files], take_theirs=take_theirs, dry=options["dry"])
        return
    dossier, (file,) = dossier_and(words, 1, "members import [DIR] FILE [--on DATE]", 1, files=True)
    if not is_founded(dossier, day(options["today"])):
        merged = read_into(dossier.facts, Path(file))
        if not options["dry"]:
            dossier.save_answer("members", list(merged.records))
        click.echo(_("新增 {added} 家，补充 {filled} 家", added=len(merged.added), filled=len(merged.filled)))
    else:
        told = told_of(options, dossier)
        present = dossier.facts_on(told.on)
        merged = read_into(present, Path(file))
        if not events_from(present, merged, told):
            click.echo(_("名单和案卷一致，没有变更。"))
            return
        record_and_tell(dossier, lambda facts, _events: events_from(facts, read_into(facts, Path(file)), told), told, options)
    for note in merged.notes:
        click.echo(note)


def _need_reason(options: Options, message: str) -> None:
    if not options["reason"].strip():
        raise UserError(message, remedy=_("加 --reason 事由"))


for _one in (listed, join, leave, expel, rename, merge, replaced, update, export, import_):
    command.add_command(with_folders(_one))
