"""``clauses list|show|edit|restore|diff`` of a document that a Word template words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.drafts import Drafted, Plan
    from alliance_docs.dossier.form_changes import Lost
    from alliance_docs.dossier.own_forms import FormTarget
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.drafting.layers import Layer
    from alliance_docs.jurisdictions.jurisdiction import Document


def form_of(plan: Plan, told: str) -> Document | None:
    """Return the document a user names, if a Word template words it now."""
    from alliance_docs.dossier.docx_wording import templates_of
    from alliance_docs.jurisdictions.jurisdiction import kind_of

    document = plan.jurisdiction.document(kind_of(told))
    return document if document is not None and templates_of(plan.layers, document.id) else None


def to_edit_as_form(plan: Plan, told: str, clause: str, source: str) -> Document | None:
    """Return the document whose template is to be edited: one that has a template, or one that is given a whole .docx."""
    from alliance_docs.dossier.layers_told import document_of

    if not clause and Path(source).suffix.lower() == ".docx":
        return form_of(plan, told) or document_of(plan, told)
    return form_of(plan, told)


def refuse_no_clause(clause: str) -> None:
    """Raise UserError where a document worded clause by clause was named without a clause."""
    if not clause:
        raise UserError(_("没有写明哪一条"), remedy=_("写明 CLAUSE；运行 alliance-docs clauses list 文书 查看条款的名称"))


def templates_keys(plan: Plan, only: str = "") -> list[dict[str, object]]:
    """Return for each document that a Word template words: its layers, the one that counts first, for ``--format json``."""
    from alliance_docs.dossier.docx_wording import templates_of
    from alliance_docs.dossier.own_forms import FormTarget, outdated

    found: list[dict[str, object]] = []
    for document in plan.jurisdiction.documents:
        layers = templates_of(plan.layers, document.id)
        if layers and only in ("", document.id):
            own = layers[0].name in ("firm", "dossier")
            changed = outdated(FormTarget(document, layers[0], layers[1:])) if own else None
            found.append({"document": document.id, "layers": [one.name for one in layers], "changed": changed})
    return found


def form_lines(plan: Plan, *, everything: bool, only: str = "") -> Iterator[str]:
    """Yield a line for each document that a Word template words: which layer's counts, what it replaces, whether that was changed."""
    from alliance_docs.dossier.docx_wording import templates_of

    for document in plan.jurisdiction.documents:
        layers = templates_of(plan.layers, document.id)
        own = bool(layers) and layers[0].name in ("firm", "dossier")
        if layers and (everything or own or document.id == only) and only in ("", document.id):
            yield _line(plan, document, layers)


def _line(plan: Plan, document: Document, layers: tuple[Layer, ...]) -> str:
    from alliance_docs.cli.clauses_listing import layer_name
    from alliance_docs.dossier.own_forms import FormTarget, outdated

    notes = []
    below = list(dict.fromkeys(layer_name(one.name) for one in layers[1:]))
    if document.source != "form":
        below.append(_("条款文本"))
    if below:
        notes.append(_("替代{layers}", layers="、".join(below)))
    if layers[0].name in ("firm", "dossier") and outdated(FormTarget(document, layers[0], layers[1:])):
        notes.append(_("下层模板在改写之后又改过"))
    head = _("{document}　{title}  Word 模板  {layer}", document=document.id, title=document.short_title, layer=layer_name(layers[0].name))
    return head + (f"（{'；'.join(notes)}）" if notes else "")


def show_form(drafted: Drafted, document: Document, clause: str, layer: str) -> None:
    """Show what the template says, tags and all, and how it reads now; of one clause of it, or of all."""
    from alliance_docs.cli.clauses_listing import layer_name
    from alliance_docs.dossier.docx_wording import templates_of
    from alliance_docs.drafting.draft import clause_text
    from alliance_docs.word.reader import read

    several = templates_of(drafted.plan.layers, document.id)
    chosen = next((one for one in several if layer in ("", one.name)), None)
    if chosen is None:
        raise UserError(_("“{layer}”层没有《{title}》的 Word 模板", layer=layer, title=document.short_title), remedy=_("有的层：{names}", names="、".join(one.name for one in several)))
    template = read((chosen.folder / f"{document.id}.docx").read_bytes())
    draft = next((one for name, one in drafted.drafts.items() if name.partition("@")[0] == document.id), template)
    wanted = [one for one in template.clauses if clause in ("", one.id)]
    now = [one for one in draft.clauses if clause in ("", one.id)]
    if not wanted and not now:
        raise UserError(_("《{title}》没有“{clause}”这一部分", title=document.short_title, clause=clause), remedy=_("有：{names}", names="、".join(one.id for one in draft.clauses)))
    click.echo(_("—— {layer}层的 Word 模板（{place}）", layer=layer_name(chosen.name), place=f"{chosen.place or chosen.name}/{document.id}.docx"))
    click.echo("\n".join(filter(None, map(clause_text, wanted))))
    click.echo(_("—— 按现有事实写出的文字"))
    click.echo("\n".join(filter(None, map(clause_text, now))))


def diff_form(plan: Plan, document: Document) -> None:
    """Show how the template that counts differs from the one below it."""
    from alliance_docs.cli.clauses_listing import layer_name
    from alliance_docs.dossier.docx_wording import templates_of
    from alliance_docs.dossier.own_forms import template_changes

    several = templates_of(plan.layers, document.id)
    if len(several) < 2:
        told = _("这份文书只有{layer}层的 Word 模板，没有可以对照的下层模板。", layer=layer_name(several[0].name))
        click.echo(told)
        return
    upper, lower = (one.folder / f"{document.id}.docx" for one in several[:2])
    click.echo(_("—— {lower} → {upper}", lower=layer_name(several[1].name), upper=layer_name(several[0].name)))
    words, looks = template_changes(upper.read_bytes(), lower.read_bytes())
    for one in words:
        click.echo(_changed(one))
    for look, where in looks:
        click.echo(_("{look}（{where}）", look=look, where=where))
    if not words and not looks:
        click.echo(_("文字和标记相同；字体、间距等版式没有对照。"))


def _changed(one: Lost) -> str:
    if not one.before:
        return f"{one.place}：{{+{one.after}+}}"
    if not one.after:
        return f"{one.place}：[-{one.before}-]"
    return f"{one.place}：[-{one.before}-]{{+{one.after}+}}"


def edit_form(drafted: Drafted, document: Document, layer: str, source: str, *, remove: bool, confirm: bool) -> None:
    """Write the layer's own template: a copy of the one below to be restyled, or the file *source*; or note that it was compared with the one below."""
    from alliance_docs.cli.clauses_listing import layer_name
    from alliance_docs.dossier.files import read_bytes
    from alliance_docs.dossier.own_forms import exported, form_target, noted, put

    plan = drafted.plan
    if remove:
        raise UserError(_("Word 模板不能删去条款"), remedy=_("在模板中删；不用这份模板的，运行 alliance-docs clauses restore {document}", document=document.id))
    at = form_target(plan, document, layer)
    if source:
        _put_in(drafted, at, noted(read_bytes(Path(source)), at))
        return
    if confirm:
        if not at.path.is_file():
            raise UserError(_("{place} 没有这份 Word 模板", place=at.layer.place or at.layer.name), remedy=_("核对文书，或者 --layer"))
        put(at, noted(read_bytes(at.path), at))
        click.echo(_("已记下：{path} 与下层现在的模板核对过。", path=at.path))
        return
    if at.path.is_file():
        click.echo(_("已经有这份 Word 模板，请直接修改：{path}", path=at.path))
    else:
        put(at, exported(at))
        click.echo(_("已写出 {path}（{layer}层，照{below}的模板）。", path=at.path, layer=layer_name(at.layer.name), below=layer_name(at.below[0].name)))
    click.echo(_("在 Word 中改，不动 {{{{ … }}}}；改好后运行 alliance-docs templates lint {folder}，再运行 alliance-docs build。", folder=at.path.parent))


def _put_in(drafted: Drafted, at: FormTarget, template: bytes) -> None:
    from alliance_docs.cli.clauses_listing import layer_name
    from alliance_docs.dossier.drafts import draft_all
    from alliance_docs.dossier.own_forms import answers_lost, put, refuse_unsound, with_template

    refuse_unsound(drafted.plan, at, template)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path in at.layer.folder.glob("*.*") if at.layer.folder.is_dir() else ():
            if path.suffix in (".md", ".docx") and path.is_file() and not path.name.startswith((".", "~$")):
                (folder / path.name).write_bytes(path.read_bytes())
        (folder / at.path.name).write_bytes(template)
        after = draft_all(with_template(drafted.plan, at, folder))
    put(at, template)
    click.echo(_("已写入 {path}（{layer}层）。", path=at.path, layer=layer_name(at.layer.name)))
    for line in answers_lost(drafted, after, at.document.id):
        click.echo(line)
    click.echo(_("运行 alliance-docs build 更新文件。"))


def restore_form(dossier: Dossier, plan: Plan, document: Document, layer: str) -> None:
    """Take the layer's own template away."""
    from alliance_docs.dossier.own_forms import form_target, put_away

    at = form_target(plan, document, layer)
    click.echo(_("已恢复下层的模板；原来的模板留在 {path}。", path=put_away(dossier, at)))
    click.echo(_("运行 alliance-docs build 更新文件。"))
