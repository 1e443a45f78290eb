"""``clauses promote|choose``: a clause of one dossier made the firm's, wordings offered and chosen."""

from __future__ import annotations

from pathlib import Path

import click

from alliance_docs.cli.clauses_listing import DOSSIER_HELP, layer_name, tell_faults
from alliance_docs.cli.firm_folder import with_firm
from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError, UserErrors


@click.command("promote", help=_("把本案卷改写的一条（或者采纳的 Word 修改）写进所内条款文本，名称改回事实，其他案卷也用得上。"))
@click.argument("document")
@click.argument("clause")
@click.option("--name", default="", metavar="VARIANT", help=_("不替代通常的条文，作为可选的写法：选用时写的标识，例如 strict"))
@click.option("--label", default="", metavar="TEXT", help=_("这种写法的名称，例如 从严的违约金；与 --name 同用"))
@click.option("--use", default="", metavar="TEXT", help=_("何时用这种写法，何时用通常的；与 --name 同用"))
@click.option("--yes", is_flag=True, help=_("文本中还有本联盟的名称也写入"))
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_(DOSSIER_HELP))
def promote(document: str, clause: str, name: str, label: str, use: str, yes: bool, folder: Path | None) -> None:
    """Make a dossier's clause the firm's."""
    from alliance_docs.dossier.firm import OWN
    from alliance_docs.dossier.layers_told import document_of
    from alliance_docs.dossier.own_clauses import offer, put, written
    from alliance_docs.dossier.promoting import promotion
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.trying import tried
    from alliance_docs.dossier.unsound import usable

    _whole(name, label, use)
    found = usable(Dossier.at(folder))
    plan = found.plan
    kind = document_of(plan, document).id
    unsound = [fault.error for one in found.unsound_of(kind, clause) if one.layer == OWN for fault in one.faults]
    if unsound:
        raise UserErrors(unsound)
    made = promotion(plan, kind, clause)
    if made.names and not yes:
        click.echo(made.body)
        raise UserError(_("文本中还有本联盟的名称：{names}", names="、".join(made.names)), remedy=_("先改成通用的说法，或者加 --yes 照样写入"))
    if name:
        path = offer(plan, made.at, made.body, name, label, use)
    else:
        new = written(made.at, made.body)
        tried(plan, made.at, new)
        put(made.at, new)
        path = made.at.path
    click.echo(_("已写入 {path}（取自{source}）。", path=path, source=layer_name(made.taken_from)))
    click.echo(made.body)
    if made.names:
        click.echo(_("其中还有本联盟的名称：{names}", names="、".join(made.names)), err=True)
    if name:
        click.echo(_("其他案卷选用：alliance-docs clauses choose {document} {clause} {variant}", document=made.at.document, clause=made.at.block, variant=name))
    elif made.taken_from == OWN:
        click.echo(_("案卷中的这一条仍在其上，不需要的，运行 alliance-docs clauses restore {document} {clause}。", document=made.at.document, clause=made.at.block))


def _whole(name: str, label: str, use: str) -> None:
    """A wording is chosen by people: by its name and by when to use it."""
    if not name and (label or use):
        raise UserError(_("--label 和 --use 说明可选的写法，应当同时写 --name"), remedy=_("替代通常条文的，不写 --label 和 --use"))
    missing = [option for option, content in (("--label", label), ("--use", use)) if name and not content.strip()]
    if missing:
        names = {"--label": _("名称"), "--use": _("何时选用")}
        raise UserError(
            _("可选的写法没有写明{what}", what="、".join(names[one] for one in missing)),
            remedy=_("例如 --name strict --label 从严的违约金 --use 争议金额大的用这种；其他用通常的"),
        )


@click.command("choose", help=_("为一条选用某层提供的写法，写进 alliance.yaml；不写 VARIANT 的，恢复通常的条文。"))
@click.argument("document")
@click.argument("clause")
@click.argument("variant", required=False, default="")
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_(DOSSIER_HELP))
def choose(document: str, clause: str, variant: str, folder: Path | None) -> None:
    """Choose one of the wordings offered, or none."""
    from alliance_docs.dossier.layers_told import hidden_choices
    from alliance_docs.dossier.own_clauses import answers_told
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.unsound import usable
    from alliance_docs.dossier.wording_chosen import choosing

    dossier = Dossier.at(folder)
    made = choosing(dossier, document, clause, variant)
    before = usable(dossier)
    dossier.save_answer("wording", made)
    after = usable(dossier)
    click.echo(_("已选用“{variant}”。", variant=variant) if variant else _("已恢复通常的条文。"))
    for one in hidden_choices(after.plan, document, clause):
        click.echo(_("但是{finding}。", finding=one.message))
    for line in answers_told(before.drafted, after.drafted, document, clause):
        click.echo(line)
    tell_faults(after.faults)
    click.echo(_("运行 alliance-docs build 更新文件。"))


COMMANDS = tuple(with_firm(with_folders(one)) for one in (promote, choose))
