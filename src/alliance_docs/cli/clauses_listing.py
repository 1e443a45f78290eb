"""``clauses list|show|diff``: which layer words each clause, what it says there, how it differs from the layer below."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alliance_docs.cli.firm_folder import with_firm
from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.dossier.clause_shown import Shown
    from alliance_docs.dossier.layers_told import Told
    from alliance_docs.dossier.unsound import Fault, Usable

DOSSIER_HELP = "哪个案卷，默认为当前文件夹所在的案卷"


def drafted_at(folder: Path | None) -> Usable:
    """Draft the package of the dossier a user means, passing over own texts that are unsound. Raises UserError."""
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.unsound import usable

    return usable(Dossier.at(folder))


def tell_faults(faults: Iterable[Fault]) -> None:
    """Say which own texts are passed over, and what to do about it."""
    several = list(faults)
    for one in several:
        click.echo(_("错误：{error}", error=one.error), err=True)
    if several:
        click.echo(_("以上没有采用，以下层的文本代替；改正之前 build 和 check 会停下。文本用 clauses edit 改写，或者用 clauses restore 恢复下层的；写法用 clauses choose 改选。"), err=True)


def layer_name(layer: str) -> str:
    """Say a layer's name as a person does."""
    return {"common": _("通用"), "firm": _("所内"), "dossier": _("本案卷"), "word": _("Word 修改")}.get(layer, layer)


@click.command("list", help=_("逐条列出文本由哪一层起草、替代了哪一层、有没有在 Word 中改过、回答哪些要求、有哪些可选的写法。"))
@click.argument("first", metavar="[DIR]", required=False, default="")
@click.argument("second", metavar="[DOCUMENT]", required=False, default="")
@click.option("--all", "everything", is_flag=True, help=_("不写 DOCUMENT 时也列出全部条款，而不只是改写过的和有可选写法的"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("输出格式"))
def listing(first: str, second: str, everything: bool, form: str) -> None:
    """List the clauses of one document, or what is noteworthy in all."""
    from alliance_docs.cli.clauses_forms import form_lines, form_of, templates_keys
    from alliance_docs.dossier.layers_told import clauses_told, document_of, worded

    folder = Path(first) if first and (second or Path(first).is_dir()) else None
    document = second or ("" if folder else first)
    made = drafted_at(folder)
    drafted = made.drafted
    templated = form_of(drafted.plan, document) if document else None
    wanted = [] if templated else [document_of(drafted.plan, document)] if document else worded(drafted.plan)
    found = [(one, clauses_told(drafted, one, made.errors_of(one.id))) for one in wanted]
    shown_faults = {error for _one, several in found for told in several for error in told.errors}
    rest = [one for one in made.faults if str(one.error) not in shown_faults and (not document or one.document in ("", document if templated else wanted[0].id))]
    if form == "json":
        value = {
            "clauses": [_keys(told) for _document, several in found for told in several],
            "templates": templates_keys(drafted.plan, templated.id if templated else ""),
            "errors": [str(one.error) for one in rest],
        }
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    for one, several in found:
        shown = several if document or everything else tuple(filter(_noteworthy, several))
        if shown:
            click.echo(f"{one.id}　{one.short_title}")
        for told in shown:
            for line in _lines(told):
                click.echo(f"  {line}")
    for line in form_lines(drafted.plan, everything=everything, only=templated.id if templated else document):
        click.echo(line)
    if not document and not everything:
        click.echo(_("只列出改写过的和有可选写法的条款；加 --all 列出全部，或者写明文书。"))
    for fault in rest:
        click.echo(_("错误：{error}", error=fault.error))
    if made.faults:
        click.echo(_("有错误的没有采用，以下层的文本代替；改正之前 build 和 check 会停下。文本用 clauses edit 改写，或者用 clauses restore 恢复下层的；写法用 clauses choose 改选。"))


def _noteworthy(told: Told) -> bool:
    return told.layer in ("firm", "dossier", "word") or bool(told.variant or told.edited or told.offers or told.errors)


def _lines(told: Told) -> list[str]:
    state = {"removed": _("已删去"), "idle": _("现有事实不用这一条")}.get(told.state, "")
    name = "　".join(part for part in (told.number, told.rubric or told.clause) if part)
    head = "  ".join(part for part in (name, told.clause if told.rubric else "", layer_name(told.layer), state) if part)
    notes = []
    if told.variant:
        notes.append(_("写法：{variant}", variant=told.variant))
    if told.replaced:
        verb = _("在其上增写") if told.extends else _("替代")
        notes.append(f"{verb}{'、'.join(_below(one) for one in told.replaced)}")
    if told.edited:
        notes.append(_("有在 Word 中改的文字"))
    if told.changed:
        notes.append(_("下层文本在改写之后又改过"))
    stated = [one for one in told.requirements if one not in told.unanswered]
    if stated:
        notes.append(_("回答 {ids}", ids="、".join(stated)))
    if told.unanswered:
        notes.append(_("没有写明 {ids}", ids="、".join(told.unanswered)))
    lines = [head + (f"（{'；'.join(notes)}）" if notes else "")]
    lines += [_("    错误：{error}", error=one) for one in told.errors]
    lines += [_("    可选写法 {variant}（{layer}）：{name}。适用：{use}", variant=one.variant, layer=layer_name(one.layer), name=one.name, use=one.use) for one in told.offers]
    return lines


def _below(told: str) -> str:
    name, mark, variant = told.partition("（")
    return layer_name(name) + mark + variant


def _keys(told: Told) -> dict[str, Any]:
    offers = [{"layer": one.layer, "variant": one.variant, "name": one.name, "use": one.use} for one in told.offers]
    return {key: value for key, value in asdict(told).items() if key != "offers"} | {"offers": offers}


@click.command("show", help=_("显示一条的文本：起草用的写法，和按现有事实写出的文字。"))
@click.argument("document")
@click.argument("clause", required=False, default="")
@click.option("--layer", default="", metavar="NAME", help=_("哪一层的文本，默认为实际用的那一层"))
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_(DOSSIER_HELP))
def show(document: str, clause: str, layer: str, folder: Path | None) -> None:
    """Show one clause."""
    from alliance_docs.cli.clauses_forms import form_of, refuse_no_clause, show_form
    from alliance_docs.dossier.clause_shown import shown
    from alliance_docs.dossier.layers_told import document_of

    made = drafted_at(folder)
    if templated := form_of(made.plan, document):
        show_form(made.drafted, templated, clause, layer)
        return
    refuse_no_clause(clause)
    name = document_of(made.plan, document).id
    for unsound in made.unsound_of(name, clause):
        if not layer or layer == unsound.layer:
            click.echo(_("—— {layer}层的文本（{place}），有错误，没有采用", layer=layer_name(unsound.layer), place=unsound.place))
            click.echo(unsound.source)
            tell_faults(unsound.faults)
            if layer:
                return
    one = shown(made.drafted, name, clause, layer)
    if one.source:
        click.echo(_("—— {layer}层的文本（{place}）", layer=layer_name(one.layer), place=one.place))
        click.echo(one.source.strip("\n"))
    click.echo(_("—— 按现有事实写出的文字"))
    click.echo(one.drafted or _("（现在不写这一条）"))


@click.command("diff", help=_("对照一条的现用文字和下一层的文字：[-删去-]{+增加+}。"))
@click.argument("document")
@click.argument("clause", required=False, default="")
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_(DOSSIER_HELP))
def diff(document: str, clause: str, folder: Path | None) -> None:
    """Show how the clause differs from the layer below."""
    from alliance_docs.cli.clauses_forms import diff_form, form_of, refuse_no_clause
    from alliance_docs.dossier.clause_shown import compared, compared_source, differences
    from alliance_docs.dossier.layers_told import document_of

    made = drafted_at(folder)
    if templated := form_of(made.plan, document):
        diff_form(made.plan, templated)
        return
    refuse_no_clause(clause)
    name = document_of(made.plan, document).id
    unsound = made.unsound_of(name, clause)
    for one in unsound:
        beside = compared_source(made.plan, name, one.block, one.source)
        click.echo(_("—— {lower} → {upper}", lower=beside[0] if beside else _("（没有下层的文本）"), upper=f"{layer_name(one.layer)}（{one.place}）"))
        click.echo(beside[1] if beside else one.source)
        tell_faults(one.faults)
    if unsound:
        return
    upper, lower = compared(made.drafted, name, clause)
    if lower is None:
        click.echo(_("这一条只有{layer}层的文本，没有可以对照的下层。", layer=layer_name(upper.layer)))
        return
    click.echo(_("—— {lower} → {upper}", lower=_label(lower), upper=_label(upper)))
    click.echo(differences(lower.drafted, upper.drafted) if lower.drafted != upper.drafted else _("按现有事实写出的文字相同。"))


def _label(one: Shown) -> str:
    return f"{layer_name(one.layer)}（{one.place}）" if one.place else layer_name(one.layer)


COMMANDS = tuple(with_firm(with_folders(one)) for one in (listing, show, diff))
