"""``alliance-docs opinions list|add|withdraw|decide|apply|written|table|reply``: a round of comments on a version that was sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.opinions import Opinion
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.versions import Version
    from alliance_docs.drafting.merging.differences import FactEdit

F = TypeVar("F", bound=Callable[..., Any])
_VERSION = click.option("--version", "name", metavar="NAME", default="", help=_("哪一版，例如 征求意见稿1；默认为最近收到意见的一版"))


def _folder(function: F) -> F:
    argument = click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
    return argument(_VERSION(function))


@click.group("opinions", help=_("对发出文稿的意见：登记、决定、写入文稿，汇总表和答复函。"), invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Hold the commands about opinions together."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _meant(folder: Path | None, name: str, *, fresh: bool = False) -> tuple[Dossier, Version]:
    """The dossier and the version: the last that got opinions, or (*fresh*) the last sent."""
    from alliance_docs.dossier.opinions import PROPOSALS
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.versions import version_named, versions_of

    dossier = Dossier.at(folder)
    answered = [one for one in versions_of(dossier) if (one.returns / PROPOSALS).is_file()]
    if not name and not fresh and answered:
        return dossier, answered[-1]
    return dossier, version_named(dossier, name)


@click.command("list", help=_("列出收到的意见和决定。"))
@_folder
def list_(folder: Path | None, name: str) -> None:
    """List the opinions of a round."""
    from alliance_docs.dossier.opinions import load_opinions
    from alliance_docs.dossier.opinions_deciding import in_order, texts_of
    from alliance_docs.dossier.opinions_said import name_of

    dossier, version = _meant(folder, name)
    opinions = load_opinions(version)
    click.echo(_("{name}：意见 {count} 条", name=version.name, count=len(opinions.current)))
    texts = texts_of(version)
    for one in in_order(version, opinions.current):
        click.echo(told(dossier, version, one, texts))
    for copy in opinions.standing:
        if all((each.member, each.document) != (copy.member, copy.document) for each in opinions.current):
            told_by = f"（{copy.via}）" if copy.via else ""
            click.echo(_("没有意见：{member}{via}，{document}", member=name_of(dossier.facts_on(), copy.member), via=told_by, document=title_of(version, copy.document)))
    gone = [str(one.number) for one in opinions.opinions if one.withdrawn]
    if gone:
        click.echo(_("已撤回：第 {numbers} 号", numbers="、".join(gone)))
    by_hand = [str(one.number) for one in opinions.current if one.by_hand]
    if by_hand:
        click.echo(_("采纳了，文字由我方改写：第 {numbers} 号", numbers="、".join(by_hand)))
    waiting = [str(one.number) for one in opinions.current if not one.decision]
    if waiting:
        click.echo(_("待决定：第 {numbers} 号", numbers="、".join(waiting)))


def told(dossier: Dossier, version: Version, one: Opinion, texts: Any) -> str:
    """One opinion in a line: number, place, member and who edited, what it says, what was decided."""
    from alliance_docs.dossier.opinions_said import decided, name_of, place_of, said_with_traces

    where = place_of(one) if len(version.documents) == 1 else f"{title_of(version, one.document)} {place_of(one)}"
    who = "，".join(filter(None, (name_of(dossier.facts_on(), one.member), one.author, one.via)))
    line = f"{one.number}. {where}（{who}）{said_with_traces(one, texts, longest=160)}"
    if not one.decision:
        return line
    line += f" → {decided(one)}" + (f"（{one.reason}）" if one.reason else "")
    return line + (_("，已写入文稿") if one.applied else "")


def title_of(version: Version, document: str) -> str:
    """What a document of a version is called."""
    found = version.document(document)
    return f"《{found.title}》" if found else document


@click.command("add", help=_("登记以消息、邮件、PDF 等提出的意见，或者没有意见（--none）。写法：opinions add [DIR] --from MEMBER --clause 第十二条 \"意见\""))
@click.argument("words", metavar="[DIR] TEXT", nargs=-1)
@click.option("--from", "member", metavar="MEMBER", required=True, help=_("提出意见的成员单位：编号或者全称"))
@click.option("--clause", metavar="CLAUSE", default="", help=_("对哪一条：条号、标题或者条款编号，例如 第十二条、第12条第一款；对全文的写 全文"))
@click.option("--none", "nothing", is_flag=True, help=_("这个单位表示没有意见"))
@click.option("--document", metavar="ID", default="", help=_("哪一份文书；只有一份有这一条的，可以不写"))
@click.option("--via", metavar="TEXT", default="", help=_("怎样收到的，例如 微信、邮件、来函 PDF"))
@click.option("--file", "evidence", metavar="FILE", default=None, type=click.Path(path_type=Path), help=_("一并保存的来件，例如来函 PDF、截图"))
@click.option("--on", metavar="DATE", default=None, help=_("收到的日期，默认为今天"))
@_VERSION
def add(
    words: tuple[str, ...], member: str, clause: str, nothing: bool, document: str, via: str, evidence: Path | None, on: str | None, name: str
) -> None:
    """Enter an opinion by hand, or word that there is none."""
    from alliance_docs.cli.today import today
    from alliance_docs.dossier.opinions_entering import add_none, add_opinion

    usage = 'opinions add [DIR] --from MEMBER --clause CLAUSE "TEXT"'
    if nothing:
        if clause or evidence:
            raise UserError(_("--none 不能与 --clause、--file 同时写"), remedy=_("没有意见的只写 --none；有意见的不写 --none"))
        folder, _rest = _split(words, 0, 0, "opinions add [DIR] --from MEMBER --none")
        dossier, version = _meant(folder, name, fresh=True)
        copies = add_none(dossier, version, member, document=document, via=via, on=today(on, "--on"))
        click.echo(_("已登记：对{version}的{documents}没有意见", version=version.name, documents="、".join(title_of(version, one.document) for one in copies)))
        return
    folder, (text,) = _split(words, 1, 1, usage)
    if not clause:
        raise UserError(_("没有写明对哪一条"), place="--clause", remedy=_("写条号、标题或者条款编号，例如 --clause 第十二条；对全文的意见写 --clause 全文"))
    dossier, version = _meant(folder, name, fresh=True)
    made = add_opinion(dossier, version, member, clause, text, document=document, via=via, evidence=evidence, on=today(on, "--on"))
    click.echo(_("已登记第 {number} 号意见：{version} {document} {clause}", number=made.number, version=version.name, document=title_of(version, made.document), clause=made.label or made.clause))


@click.command("withdraw", help=_("撤回意见：单位收回的，或者登记错了的；记录仍然保存。写法：opinions withdraw [DIR] NUMBER…，或者 --from MEMBER"))
@click.argument("words", metavar="[DIR] NUMBER…", nargs=-1)
@click.option("--from", "member", metavar="MEMBER", default="", help=_("这个单位的全部意见和文件"))
@click.option("--reason", metavar="TEXT", default="", help=_("原因"))
@click.option("--on", metavar="DATE", default=None, help=_("撤回的日期，默认为今天"))
@_VERSION
def withdraw(words: tuple[str, ...], member: str, reason: str, on: str | None, name: str) -> None:
    """Take opinions out again."""
    from alliance_docs.cli.today import today
    from alliance_docs.dossier.opinions_deciding import withdraw as take_out

    folder, rest = _split(words, 0 if member else 1, None, "opinions withdraw [DIR] NUMBER…")
    dossier, version = _meant(folder, name)
    _all, done = take_out(dossier, version, _numbers(rest), member, reason, today(on, "--on"))
    if done:
        click.echo(_("已撤回，不再计入：第 {numbers} 号", numbers="、".join(str(one.number) for one in done)))
    if member:
        click.echo(_("这个单位的文件不再计入，仍然保存"))


@click.command("written", help=_("记下由我方改写的意见已经改好，或者不需要改文字。写法：opinions written [DIR] NUMBER…"))
@click.argument("words", metavar="[DIR] NUMBER…", nargs=-1, required=True)
@click.option("--on", metavar="DATE", default=None, help=_("改好的日期，默认为今天"))
@_VERSION
def written(words: tuple[str, ...], on: str | None, name: str) -> None:
    """Note that what was decided stands in the text."""
    from alliance_docs.cli.today import today
    from alliance_docs.dossier.opinions_deciding import written as note

    folder, rest = _split(words, 1, None, "opinions written [DIR] NUMBER…")
    dossier, version = _meant(folder, name)
    done = note(dossier, version, _numbers(rest), today(on, "--on"))
    click.echo(_("已记下，不再提示：第 {numbers} 号", numbers="、".join(str(one.number) for one in done)))


def _numbers(words: Sequence[str]) -> list[int]:
    """Numbers as typed: 3, 3-6, 3、4."""
    found: list[int] = []
    for word in (part for one in words for part in re.split("[,，、]", one) if part):
        first, dash, last = word.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise UserError(_("“{word}”不是意见的编号", word=word), remedy=_("写 opinions list 列出的编号，例如 opinions decide 3 --accept"))
        found += range(int(first), min(int(last), int(first) + 999) + 1) if dash else [int(first)]
    return found


def _split(words: Sequence[str], least: int, most: int | None, usage: str) -> tuple[Path | None, tuple[str, ...]]:
    """The dossier's folder, where the first word is one, and the other words."""
    from alliance_docs.dossier.store import FACTS_FILE

    first = Path(words[0]).expanduser() if words else Path()
    named = bool(words) and ((first / FACTS_FILE).is_file() or (len(words) > (most or len(words))))
    rest = tuple(words[1:] if named else words)
    if len(rest) < least or (most is not None and len(rest) > most):
        raise UserError(_("命令不完整或者多写了"), remedy=_("写法：{usage}", usage=usage))
    return (first if named else None), rest


@click.command("decide", help=_("决定意见：--accept 采纳、--partly \"采纳的内容\"、--reject --reason \"理由\"。写法：opinions decide [DIR] NUMBER…"))
@click.argument("words", metavar="[DIR] NUMBER…", nargs=-1, required=True)
@click.option("--accept", is_flag=True, help=_("采纳"))
@click.option("--partly", metavar="TEXT", default=None, help=_("部分采纳：写明采纳了什么；文字由我方改写"))
@click.option("--reject", is_flag=True, help=_("不采纳，应当写明 --reason"))
@click.option("--reason", metavar="TEXT", default="", help=_("理由"))
@click.option("--by", metavar="NAME", default="", help=_("谁决定的"))
@click.option("--on", metavar="DATE", default=None, help=_("决定的日期，默认为今天"))
@click.option("--again", is_flag=True, help=_("改变已有的决定"))
@_VERSION
def decide(
    words: tuple[str, ...], accept: bool, partly: str | None, reject: bool, reason: str, by: str, on: str | None, again: bool, name: str
) -> None:
    """Decide on opinions by number."""
    from alliance_docs.cli.today import today
    from alliance_docs.dossier.opinions import load_opinions
    from alliance_docs.dossier.opinions_deciding import decide as decide_on
    from alliance_docs.dossier.opinions_deciding import rivals, texts_of
    from alliance_docs.dossier.versions_data import version_words

    if accept + (partly is not None) + reject != 1:
        raise UserError(_("应当写明一种决定"), remedy=_("--accept、--partly TEXT、--reject 选一个"))
    folder, rest = _split(words, 1, None, "opinions decide [DIR] NUMBER… --accept|--partly TEXT|--reject --reason TEXT")
    numbers = _numbers(rest)
    dossier, version = _meant(folder, name)
    full, part, none = version_words().decisions
    decision = full if accept else none if reject else part
    done = decide_on(dossier, version, numbers, decision, text=partly or "", reason=reason, by=by, on=today(on, "--on"), again=again)
    opinions, texts = load_opinions(version), texts_of(version)
    for one in done:
        click.echo(told(dossier, version, one, texts))
        for other in rivals(opinions, one) if not reject else ():
            click.echo(_("  同一条还有：{told}", told=told(dossier, version, other, texts)))
    if any(one.to_apply for one in done):
        click.echo(_("运行 alliance-docs opinions apply 写入文稿。"))


@click.command("apply", help=_("把采纳的修改写入文稿，以后起草和发出的文稿都包含。"))
@_folder
@click.option("--on", metavar="DATE", default=None, help=_("写入的日期，默认为今天"))
def apply(folder: Path | None, name: str, on: str | None) -> None:
    """Merge what was accepted."""
    from alliance_docs.cli.today import today
    from alliance_docs.dossier.opinions_applying import apply as apply_to

    dossier, version = _meant(folder, name)

    def correct(edits: Sequence[FactEdit]) -> Sequence[FactEdit]:
        from alliance_docs.cli.adopt_command import corrected

        return corrected(dossier, tuple(edits), "correct")

    done = apply_to(dossier, version, today(on, "--on"), correct)
    for one in done.left:
        click.echo(_("第 {number} 号（{clause}）没有写入：表格中的事实没有更正；改正事实，或者改变决定", number=one.number, clause=one.label))
    if done.merged:
        click.echo(_("已写入文稿：第 {numbers} 号意见", numbers="、".join(str(one.number) for one in done.merged)))
    else:
        click.echo(_("没有要写入的意见。"))
    for wait in done.pending:
        click.echo(_("有一处与此前采纳的修改冲突，保留此前的文字，待决定：{clause}“{words}”", clause=wait.clause, words=wait.waiting[:60]))
    if done.pending:
        click.echo(_("用 alliance-docs clauses resolve 决定；决定以前，发出的文稿不包含这些文字"))
    for one in done.by_hand:
        click.echo(_("第 {number} 号（{clause}）{decision}，文字由我方改写：在 Word 中改好后用 adopt 采纳", number=one.number, clause=one.label or one.clause, decision=one.decision))


@click.command("table", help=_("写出意见汇总及采纳情况表。"))
@_folder
def table(folder: Path | None, name: str) -> None:
    """Write the table."""
    from alliance_docs.dossier.opinions import load_opinions
    from alliance_docs.dossier.opinions_papers import write_table

    dossier, version = _meant(folder, name)
    done = write_table(dossier, version)
    _tell_written(done.path, done.edited)
    waiting = [str(one.number) for one in load_opinions(version).current if not one.decision]
    if waiting:
        click.echo(_("待决定：第 {numbers} 号", numbers="、".join(waiting)))


@click.command("reply", help=_("给每个提出意见的单位写一封答复函。"))
@_folder
@click.option("--to", "member", metavar="MEMBER", default="", help=_("只写给这个单位"))
@click.option("--on", metavar="DATE", default=None, help=_("答复的日期，默认为今天"))
def reply(folder: Path | None, name: str, member: str, on: str | None) -> None:
    """Write the letters."""
    from alliance_docs.cli.today import today
    from alliance_docs.dossier.opinions_papers import write_replies

    dossier, version = _meant(folder, name)
    for done in write_replies(dossier, version, today(on, "--on"), member):
        _tell_written(done.path, done.edited)


def _tell_written(path: Path, edited: Path | None) -> None:
    if edited is not None:
        click.echo(_("保留：{file} 有人改过，没有覆盖；新稿写为 {new}", file=edited.name, new=path.name))
    else:
        click.echo(_("已写入 {file}", file=path))


for _one in (list_, add, withdraw, decide, apply, written, table, reply):
    command.add_command(with_folders(_one))
