"""``clauses edit|restore``: one clause worded by the firm or for this alliance alone, and back to the text below."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.clauses_listing import DOSSIER_HELP, layer_name, tell_faults
from alliance_docs.cli.firm_folder import with_firm
from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.own_clauses import Target
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.trying import Typed
    from alliance_docs.dossier.unsound import Usable

_LAYER = click.Choice(["dossier", "firm"])


@click.command("edit", help=_("改写一条：写进案卷的 clauses 文件夹（--layer firm 写进所内文件夹）。没有 --from 的，打开 $EDITOR；也没有的，写好起始文本供您修改。"))
@click.argument("document")
@click.argument("clause", required=False, default="")
@click.option("--layer", type=_LAYER, default="dossier", help=_("dossier 只用于本案卷，firm 用于全所"))
@click.option("--from", "source", metavar="FILE|-", default="", help=_("新的文本所在的文件，- 为标准输入；不写第几条，只写标题行和条文"))
@click.option("--remove", is_flag=True, help=_("删去这一条"))
@click.option("--confirm", is_flag=True, help=_("文本不改，记下已经与下层现在的文本核对过"))
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_(DOSSIER_HELP))
def edit(document: str, clause: str, layer: str, source: str, remove: bool, confirm: bool, folder: Path | None) -> None:
    """Write one clause's own text, or a document's own Word template."""
    from alliance_docs.cli.clauses_forms import edit_form, refuse_no_clause, to_edit_as_form
    from alliance_docs.dossier.files import lock
    from alliance_docs.dossier.layers_told import document_of
    from alliance_docs.dossier.own_clauses import target
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.unsound import usable

    if sum((bool(source), remove, confirm)) > 1:
        raise UserError(_("--from、--remove 和 --confirm 只能写一个"))
    dossier = Dossier.at(folder)
    with lock(dossier.folder):
        made = usable(dossier)
        if templated := to_edit_as_form(made.plan, document, clause, source):
            edit_form(made.drafted, templated, layer, source, remove=remove, confirm=confirm)
            return
        refuse_no_clause(clause)
        at = target(made.plan, document_of(made.plan, document).id, clause, layer)
        if at.block != clause:
            click.echo(_("“{clause}”写在 {block} 块中，改写整块。", clause=clause, block=at.block))
        body, typed = _text(at, source, remove=remove, confirm=confirm)
        _written(dossier, made, at, body, typed, by_hand=not source and not remove and not confirm)


def _text(at: Target, source: str, *, remove: bool, confirm: bool) -> tuple[str, Typed | None]:
    """Return the new text of the clause with the note of the text below, and the file it was read from."""
    from alliance_docs.dossier.trying import Typed
    from alliance_docs.drafting.block_source import unwrapped
    from alliance_docs.drafting.wording_chain import fingerprint, marked, unmarked

    below = fingerprint(at.below)
    if confirm:
        if at.body is None:
            raise UserError(_("{place} 没有改写这一条", place=at.place), remedy=_("核对条款，或者 --layer"))
        return marked(at.body, below), None
    if remove:
        return marked("", below) if at.below else "", None
    if source:
        text = _read(source)
        body = unmarked(unwrapped(text))
        return marked(body, below), Typed(_("标准输入") if source == "-" else source, text.count("\n", 0, max(text.find(body), 0)) + 1)
    if not (sys.stdin.isatty() and (os.environ.get("VISUAL") or os.environ.get("EDITOR"))):
        return at.start, None
    made = click.edit(at.start, extension=".md")
    if made is None:
        raise UserError(_("文本没有保存，案卷没有改动"))
    return marked(made, below), None


def _read(source: str) -> str:
    from alliance_docs.dossier.files import read_bytes
    from alliance_docs.facts.yaml_file import decode

    data = sys.stdin.buffer.read() if source == "-" else read_bytes(Path(source))
    text = decode(data, source).replace("\r\n", "\n")
    if not text.strip():
        raise UserError(_("文本是空的"), place=source, remedy=_("删去这一条的，用 --remove"))
    return text


def _written(dossier: Dossier, made: Usable, at: Target, body: str, typed: Typed | None, *, by_hand: bool) -> None:
    """Try the text out, write it, say what follows. An unsound one changes nothing."""
    from alliance_docs.dossier.own_clauses import REJECTED, answers_told, keep_copy, put, written
    from alliance_docs.dossier.trying import Typed, located, tried
    from alliance_docs.drafting.wording_chain import unmarked

    new = written(at, body)
    if new == at.source:
        click.echo(_("文本没有变化：{path}", path=at.path))
        tell_faults(made.faults_in(at.document, at.block))
        return
    try:
        after = tried(made.plan, at, new)
    except UserError as error:
        if by_hand:
            kept = keep_copy(dossier, at, body, REJECTED)
            click.echo(_("文本没有采用，留在 {path}", path=kept), err=True)
            typed = Typed(str(kept), 1 + body.count("\n", 0, len(body) - len(unmarked(body))))
        raise located(error, at, new, typed) if typed else error from error
    put(at, new)
    click.echo(_("已写入 {path}（{layer}层，{block}）。", path=at.path, layer=layer_name(at.layer.name), block=at.block))
    for line in answers_told(made.drafted, after, at.document, at.block):
        click.echo(line)
    tell_faults(made.faults_left(at.document, at.block, at.layer.name))
    if by_hand and not sys.stdin.isatty():
        click.echo(_("现在与下层的文本相同，请修改该文件；改好后运行 alliance-docs templates lint {folder}。", folder=at.path.parent))
    click.echo(_("运行 alliance-docs build 更新文件。"))


@click.command("restore", help=_("恢复下层的文本：删去自己的这一条，文本留一份在案卷的 edits/removed 中。"))
@click.argument("document")
@click.argument("clause", required=False, default="")
@click.option("--layer", type=_LAYER, default="dossier", help=_("从哪一层删去"))
@click.option("--all", "everything", is_flag=True, help=_("这份文书自己的文本全部删去，不写 CLAUSE"))
@click.option("--word", is_flag=True, help=_("放弃采纳的 Word 修改，这一条恢复为文本起草的样子；返回的文件仍然保存"))
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_(DOSSIER_HELP))
def restore(document: str, clause: str, layer: str, everything: bool, word: bool, folder: Path | None) -> None:
    """Take one clause's own text away, or all of a document, or its own Word template."""
    from alliance_docs.cli.clauses_forms import form_of, restore_form
    from alliance_docs.dossier.files import lock
    from alliance_docs.dossier.layers_told import document_of
    from alliance_docs.dossier.own_clauses import answers_told, keep_copy, put, taken_out, target
    from alliance_docs.dossier.resolving import take_back
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.trying import tried
    from alliance_docs.dossier.unsound import usable

    dossier = Dossier.at(folder)
    if not word and (templated := form_of((made := usable(dossier)).plan, document)):
        with lock(dossier.folder):
            restore_form(dossier, made.plan, templated, layer)
        return
    if bool(clause) == everything or (word and everything):
        raise UserError(_("没有写明恢复哪一条"), remedy=_("写明 CLAUSE；这份文书自己的文本全部不要的，不写 CLAUSE，加 --all"))
    if word:
        if not take_back(dossier, document, clause):
            raise UserError(_("“{document}”的“{clause}”没有采纳的 Word 修改", document=document, clause=clause), remedy=_("运行 alliance-docs clauses list {document} 查看", document=document))
        click.echo(_("已放弃采纳的 Word 修改。运行 alliance-docs build 更新文件。"))
        return
    with lock(dossier.folder):
        made = usable(dossier)
        name = document_of(made.plan, document).id
        if everything:
            _all_restored(dossier, made, name, layer)
            return
        at = target(made.plan, name, clause, layer)
        if at.body is None:
            remedy = _("运行 alliance-docs clauses list {document} 查看；放弃采纳的 Word 修改，加 --word", document=at.document)
            raise UserError(_("{place} 没有改写“{clause}”", place=at.place, clause=clause), remedy=remedy)
        new = taken_out(at)
        after = tried(made.plan, at, new)
        kept = keep_copy(dossier, at, at.body)
        put(at, new)
    click.echo(_("已恢复下层的文本；原来的文本留在 {path}。", path=kept))
    for line in answers_told(made.drafted, after, at.document, at.block):
        click.echo(line)
    tell_faults(made.faults_left(at.document, at.block, at.layer.name))
    click.echo(_("运行 alliance-docs build 更新文件。"))


def _all_restored(dossier: Dossier, made: Usable, document: str, layer: str) -> None:
    """Put the layer's files of a document away, sound or not."""
    from alliance_docs.dossier.own_clauses import put_away
    from alliance_docs.dossier.unsound import usable

    kept = put_away(dossier, made.plan, document, layer)
    for path in kept:
        click.echo(_("已恢复下层的文本；原来的文本留在 {path}。", path=path))
    tell_faults(usable(dossier).faults)
    click.echo(_("运行 alliance-docs build 更新文件。"))


COMMANDS = tuple(with_firm(with_folders(one)) for one in (edit, restore))
