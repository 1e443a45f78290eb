"""``clauses edit|restore|promote|choose``: one clause worded by the firm or for this alliance alone, and back to the text below."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.clauses_listing import DOSSIER_HELP, layer_name
from alliance_docs.cli.firm_folder import with_firm
from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.drafts import Plan
    from alliance_docs.dossier.own_clauses import Target
    from alliance_docs.dossier.store import Dossier

_LAYER = click.Choice(["dossier", "firm"])


@click.command("edit", help=_("改写一条：写进案卷的 clauses 文件夹（--layer firm 写进所内文件夹）。没有 --from 的，打开 $EDITOR；也没有的，写好起始文本供您修改。"))
@click.argument("document")
@click.argument("clause")
@click.option("--layer", type=_LAYER, default="dossier", help=_("dossier 只用于本案卷，firm 用于全所"))
@click.option("--from", "source", metavar="FILE|-", default="", help=_("新的文本所在的文件，- 为标准输入；不写第几条，只写标题行和条文"))
@click.option("--remove", is_flag=True, help=_("删去这一条"))
@click.option("--confirm", is_flag=True, help=_("文本不改，记下已经与下层现在的文本核对过"))
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_(DOSSIER_HELP))
def edit(document: str, clause: str, layer: str, source: str, remove: bool, confirm: bool, folder: Path | None) -> None:
    """Write one clause's own text."""
    from alliance_docs.dossier.build import plan_of
    from alliance_docs.dossier.files import lock
    from alliance_docs.dossier.layers_told import document_of
    from alliance_docs.dossier.own_clauses import target
    from alliance_docs.dossier.store import Dossier

    if sum((bool(source), remove, confirm)) > 1:
        raise UserError(_("--from、--remove 和 --confirm 只能写一个"))
    dossier = Dossier.at(folder)
    with lock(dossier.folder):
        plan = plan_of(dossier)
        at = target(plan, document_of(plan, document).id, clause, layer)
        if at.block != clause:
            click.echo(_("“{clause}”写在 {block} 块中，改写整块。", clause=clause, block=at.block))
        _written(dossier, plan, at, _text(at, source, remove=remove, confirm=confirm), by_hand=not source and not remove and not confirm)


def _text(at: Target, source: str, *, remove: bool, confirm: bool) -> str:
    """Return the new text of the clause with the note of the text below."""
    from alliance_docs.drafting.block_source import unwrapped
    from alliance_docs.drafting.wording_chain import fingerprint, marked

    below = fingerprint(at.below)
    if confirm:
        if at.body is None:
            raise UserError(_("{place} 没有改写这一条", place=at.place), remedy=_("核对条款，或者 --layer"))
        return marked(at.body, below)
    if remove:
        return marked("", below) if at.below else ""
    if source:
        return marked(unwrapped(_read(source)), below)
    if not (sys.stdin.isatty() and (os.environ.get("VISUAL") or os.environ.get("EDITOR"))):
        return at.start
    made = click.edit(at.start, extension=".md")
    if made is None:
        raise UserError(_("文本没有保存，案卷没有改动"))
    return marked(made, below)


def _read(source: str) -> str:
    from alliance_docs.dossier.files import read_bytes
    from alliance_docs.facts.yaml_file import decode

    data = sys.stdin.buffer.read() if source == "-" else read_bytes(Path(source))
    text = decode(data, source).replace("\r\n", "\n")
    if not text.strip():
        raise UserError(_("文本是空的"), place=source, remedy=_("删去这一条的，用 --remove"))
    return text


def _written(dossier: Dossier, plan: Plan, at: Target, body: str, *, by_hand: bool) -> None:
    """Try the text out, write it, say what follows. An unsound one changes nothing."""
    from alliance_docs.dossier.own_clauses import REJECTED, answers_told, keep_copy, put, tried, written

    new = written(at, body)
    if new == at.source:
        click.echo(_("文本没有变化：{path}", path=at.path))
        return
    try:
        after = tried(plan, at, new)
    except UserError:
        if by_hand:
            click.echo(_("文本没有采用，留在 {path}", path=keep_copy(dossier, at, body, REJECTED)), err=True)
        raise
    put(at, new)
    click.echo(_("已写入 {path}（{layer}层，{block}）。", path=at.path, layer=layer_name(at.layer.name), block=at.block))
    for line in answers_told(plan, after, at.document, at.block):
        click.echo(line)
    if by_hand and not sys.stdin.isatty():
        click.echo(_("现在与下层的文本相同，请修改该文件；改好后运行 alliance-docs templates lint {folder}。", folder=at.path.parent))
    click.echo(_("运行 alliance-docs build 更新文件。"))


@click.command("restore", help=_("恢复下层的文本：删去自己的这一条，文本留一份在案卷的 edits/removed 中。"))
@click.argument("document")
@click.argument("clause")
@click.option("--layer", type=_LAYER, default="dossier", help=_("从哪一层删去"))
@click.option("--word", is_flag=True, help=_("放弃采纳的 Word 修改，这一条恢复为文本起草的样子；返回的文件仍然保存"))
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_(DOSSIER_HELP))
def restore(document: str, clause: str, layer: str, word: bool, folder: Path | None) -> None:
    """Take one clause's own text away."""
    from alliance_docs.dossier.build import plan_of
    from alliance_docs.dossier.files import lock
    from alliance_docs.dossier.layers_told import document_of
    from alliance_docs.dossier.own_clauses import answers_told, keep_copy, put, taken_out, target, tried
    from alliance_docs.dossier.resolving import take_back
    from alliance_docs.dossier.store import Dossier

    dossier = Dossier.at(folder)
    if word:
        if not take_back(dossier, document, clause):
            raise UserError(_("“{document}”的“{clause}”没有采纳的 Word 修改", document=document, clause=clause), remedy=_("运行 alliance-docs clauses list {document} 查看", document=document))
        click.echo(_("已放弃采纳的 Word 修改。运行 alliance-docs build 更新文件。"))
        return
    with lock(dossier.folder):
        plan = plan_of(dossier)
        at = target(plan, document_of(plan, document).id, clause, layer)
        if at.body is None:
            remedy = _("运行 alliance-docs clauses list {document} 查看；放弃采纳的 Word 修改，加 --word", document=at.document)
            raise UserError(_("{place} 没有改写“{clause}”", place=at.place, clause=clause), remedy=remedy)
        new = taken_out(at)
        after = tried(plan, at, new)
        kept = keep_copy(dossier, at, at.body)
        put(at, new)
    click.echo(_("已恢复下层的文本；原来的文本留在 {path}。", path=kept))
    for line in answers_told(plan, after, at.document, at.block):
        click.echo(line)
    click.echo(_("运行 alliance-docs build 更新文件。"))


@click.command("promote", help=_("把本案卷改写的一条（或者采纳的 Word 修改）写进所内条款文本，名称改回事实，其他案卷也用得上。"))
@click.argument("document")
@click.argument("clause")
@click.option("--name", default="", metavar="VARIANT", help=_("不替代通常的条文，作为可选的写法，用这个名称"))
@click.option("--use", default="", metavar="TEXT", help=_("何时用这种写法，与 --name 同用"))
@click.option("--yes", is_flag=True, help=_("文本中还有本联盟的名称也写入"))
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_(DOSSIER_HELP))
def promote(document: str, clause: str, name: str, use: str, yes: bool, folder: Path | None) -> None:
    """Make a dossier's clause the firm's."""
    from alliance_docs.dossier.build import plan_of
    from alliance_docs.dossier.layers_told import document_of
    from alliance_docs.dossier.own_clauses import offer, put, tried, written
    from alliance_docs.dossier.promoting import promotion
    from alliance_docs.dossier.store import Dossier

    plan = plan_of(Dossier.at(folder))
    made = promotion(plan, document_of(plan, document).id, clause)
    if made.names and not yes:
        click.echo(made.body)
        raise UserError(_("文本中还有本联盟的名称：{names}", names="、".join(made.names)), remedy=_("先改成通用的说法，或者加 --yes 照样写入"))
    if name:
        path = offer(plan, made.at, made.body, name, use)
    else:
        new = written(made.at, made.body)
        tried(plan, made.at, new)
        put(made.at, new)
        path = made.at.path
    click.echo(_("已写入 {path}（取自{source}）。", path=path, source=layer_name(made.taken_from)))
    click.echo(made.body)
    if made.names:
        click.echo(_("其中还有本联盟的名称：{names}", names="、".join(made.names)), err=True)
    if made.taken_from == "dossier" and not name:
        click.echo(_("案卷中的这一条仍在其上，不需要的，运行 alliance-docs clauses restore {document} {clause}。", document=made.at.document, clause=made.at.block))


@click.command("choose", help=_("为一条选用某层提供的写法，写进 alliance.yaml；不写 VARIANT 的，恢复通常的条文。"))
@click.argument("document")
@click.argument("clause")
@click.argument("variant", required=False, default="")
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_(DOSSIER_HELP))
def choose(document: str, clause: str, variant: str, folder: Path | None) -> None:
    """Choose one of the wordings offered, or none."""
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.wording_chosen import choosing

    dossier = Dossier.at(folder)
    dossier.save_answer("wording", choosing(dossier, document, clause, variant))
    click.echo(_("已选用“{variant}”。", variant=variant) if variant else _("已恢复通常的条文。"))
    click.echo(_("运行 alliance-docs build 更新文件。"))


COMMANDS = tuple(with_firm(with_folders(one)) for one in (edit, restore, promote, choose))
