"""A layer's own Word template: exported from the layer below to be restyled, put in, compared with it, taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from alliance_docs.checks.finding import Finding
from alliance_docs.checks.requirements import evaluate
from alliance_docs.dossier.docx_wording import templates_of
from alliance_docs.dossier.drafts import Drafted, Plan, is_own
from alliance_docs.dossier.edits import folder_of
from alliance_docs.dossier.files import read_bytes, write_atomic
from alliance_docs.dossier.firm import FIRM, OWN
from alliance_docs.dossier.form_changes import Lost, form_changes
from alliance_docs.dossier.layers_told import answering
from alliance_docs.dossier.package import case_of
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.texts import known_in
from alliance_docs.drafting.environment import environment
from alliance_docs.drafting.layers import Layer
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.jurisdictions.jurisdiction import Document, kind_of

_OWN_LAYERS = (FIRM, OWN)
REMOVED = "removed"


@dataclass(frozen=True)
class FormTarget:
    """Where a layer has, or may have, its own template of a document: the *layer*, and the layers *below* that have one, highest first."""

    document: Document
    layer: Layer
    below: tuple[Layer, ...]

    @property
    def path(self) -> Path:
        """The layer's template."""
        return self.layer.folder / f"{self.document.id}.docx"

    @property
    def lower(self) -> Path | None:
        """The template that counts without it."""
        return self.below[0].folder / f"{self.document.id}.docx" if self.below else None


def form_target(plan: Plan, document: Document, layer: str = OWN) -> FormTarget:
    """Return where *layer* may have a template of its own. Raises UserError where there is no such layer.

    What only one jurisdiction's template can stand on goes into the firm's folder for that one.
    """
    own = [one for one in plan.layers if one.name == layer]
    if not own:
        raise UserError("没有所内条款文本文件夹", remedy="先运行 alliance-docs clauses firm 文件夹，或者加上 --templates 文件夹")
    several = templates_of(plan.layers, document.id)
    chosen = next((one for one in several if one in own), None)
    if chosen is None:
        shipped = [one for one in several if one.name not in _OWN_LAYERS]
        chosen = own[-1] if shipped and shipped[0].name != "common" else own[0]
    index = plan.layers.index(chosen)
    return FormTarget(document, chosen, tuple(one for one in several if plan.layers.index(one) < index))


def exported(at: FormTarget) -> bytes:
    """Return the template of the layer below with a note of which it was. Raises UserError where there is none."""
    if at.lower is None:
        raise UserError(f"下层没有《{at.document.short_title}》的 Word 模板", remedy="用自己的 .docx 起草的，加 --from 文件.docx")
    return noted(read_bytes(at.lower), at)


def noted(template: bytes, at: FormTarget) -> bytes:
    """Return a template with a note of the template below it, where it can carry one."""
    from alliance_docs.word.form_base import with_base

    return with_base(template, _digest(at.lower)) if at.lower is not None else template


def _digest(path: Path) -> str:
    from alliance_docs.word.form_base import words_digest

    return words_digest(read_bytes(path))


def outdated(at: FormTarget) -> bool | None:
    """Tell whether the template below was changed since the layer's own was made of it; None where nobody noted which it was."""
    from alliance_docs.word.form_base import base_of

    based = base_of(read_bytes(at.path)) if at.path.is_file() else ""
    if not based or at.lower is None:
        return None
    return based != _digest(at.lower)


def refuse_unsound(plan: Plan, at: FormTarget, template: bytes) -> None:
    """Raise UserErrors with every mistake of a template."""
    from alliance_docs.word.form_lint import form_problems

    place = f"{at.layer.place or at.layer.name}/{at.path.name}"
    problems = form_problems(template, environment(), known_in(plan.whole, at.document), place, marked=False)
    if errors := [one.told for one in problems if one.severity == "error"]:
        raise UserErrors(errors)


def put(at: FormTarget, template: bytes) -> None:
    """Write the layer's template."""
    write_atomic(at.path, template)


def put_away(dossier: Dossier, at: FormTarget) -> Path:
    """Take the layer's template away and keep it under ``edits/removed``; return where. Raises UserError where there is none."""
    if not at.path.is_file():
        raise UserError(f"{at.layer.name} 层没有《{at.document.short_title}》的 Word 模板", remedy="运行 alliance-docs clauses list 查看")
    data = read_bytes(at.path)
    folder, number = folder_of(dossier) / REMOVED, 1
    while (kept := folder / f"{at.document.id}{f'（{number}）' if number > 1 else ''}.docx").exists() and read_bytes(kept) != data:
        number += 1
    write_atomic(kept, data)
    at.path.unlink()
    return kept


def template_changes(upper: bytes, lower: bytes) -> tuple[tuple[Lost, ...], tuple[tuple[str, str], ...]]:
    """Return how a template differs from the one below: its words and tags, then its look."""
    from alliance_docs.word.form_looks import changed_looks
    from alliance_docs.word.package import open_package
    from alliance_docs.word.reader import read

    found = form_changes(read(lower), read(upper))
    return found.lost, changed_looks(open_package(lower), open_package(upper))


def answers_lost(before: Drafted, after: Drafted, document: str) -> Iterator[str]:
    """Yield in words each requirement the document answered, and that is answered worse after another template was put in."""
    asked = {one.id: one for (name, _), several in answering(before.plan.whole.id).items() if name == document for one in several}
    if not asked:
        return
    old, new = case_of(before.plan, before.drafts), case_of(after.plan, after.drafts)
    for requirement in asked.values():
        was, now = evaluate(requirement, old), evaluate(requirement, new)
        if was.status == "met" and now.status in ("not met", "unknown"):
            yield f"不再满足要求 {requirement.id}（{requirement.section}）{requirement.gist}：{now.note}"


def form_findings(plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each own template below which another lies by now."""
    for document in plan.jurisdiction.documents:
        several = templates_of(plan.layers, document.id)
        if several and is_own(plan, document):
            yield from _idle(plan, document, f"{several[0].place or several[0].name}/{document.id}.docx")
        for number, layer in enumerate(several):
            at = FormTarget(document, layer, several[number + 1 :])
            if layer.name in _OWN_LAYERS and outdated(at):
                place = f"{layer.place or layer.name}/{at.path.name}"
                yield Finding(
                    "AD-LA-01", "warning", f"{place} 改写了 Word 模板，此后下层（{at.below[0].name}）的模板又改过", document.id, basis="案卷",
                    fix=f"运行 alliance-docs clauses diff {document.id} 对照；改好之后或者不需改的，运行 alliance-docs clauses edit {document.id} --confirm",
                )  # fmt: skip


def _idle(plan: Plan, document: Document, place: str) -> Iterator[Finding]:
    """What was adopted or chosen for a document that a layer has worded whole since."""
    fix = f"需要的，写进 {place}；仍用条款文本的，运行 alliance-docs clauses restore {document.id}"
    for name in plan.edits:
        if kind_of(name) == document.id:
            yield Finding("AD-LA-02", "warning", f"在 Word 中改过并已采纳的文字（edits/{name}.json）没有用上，这份文书整份由 {place} 起草", document.id, basis="案卷", fix=fix)
    for one in plan.facts.wording or ():
        if one.document == document.id:
            yield Finding("AD-LA-02", "warning", f"选用的写法“{one.variant}”没有用上，这份文书整份由 {place} 起草", document.id, basis="案卷", fix="删去 alliance.yaml 中 wording 的这一项")


def with_template(plan: Plan, at: FormTarget, folder: Path) -> Plan:
    """Return the plan as it is when the layer's template is the one in *folder* (none: taken away)."""
    trial = replace(at.layer, folder=folder)
    return replace(plan, layers=tuple(trial if one == at.layer else one for one in plan.layers))
