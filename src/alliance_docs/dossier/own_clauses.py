"""Writing one clause of a firm's or a dossier's own wording: tried out first, so that an unsound text changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alliance_docs.checks.requirements import evaluate
from alliance_docs.dossier.drafts import Drafted, Plan
from alliance_docs.dossier.edits import folder_of
from alliance_docs.dossier.files import read_bytes, write_atomic
from alliance_docs.dossier.firm import OWN
from alliance_docs.dossier.layers_told import answering
from alliance_docs.dossier.package import case_of
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.trying import tried
from alliance_docs.dossier.wording_chosen import offers_of
from alliance_docs.drafting.block_source import (
    block_holding,
    blocks_in,
    body_of,
    with_block,
    without_block,
)
from alliance_docs.drafting.layers import Layer
from alliance_docs.drafting.wording_chain import Wording, block_of, chain_of, fingerprint, flattened, marked, unmarked
from alliance_docs.errors import UserError, nearest

REMOVED, REJECTED = "removed", "rejected"
_ADDED = "after_"
_NAME = re.compile(r"[\w-]+")
_START = "## 标题\n条文\n"


@dataclass(frozen=True)
class Target:
    """Where a clause is worded: the *layer*, its file, the block in it, and the texts of it in all layers below."""

    document: str
    block: str
    layer: Layer
    below: tuple[Wording, ...]

    @property
    def path(self) -> Path:
        """The layer's file of the document."""
        return self.layer.folder / f"{self.document}.md"

    @property
    def place(self) -> str:
        """How messages name the file."""
        return f"{self.layer.place or self.layer.name}/{self.document}.md"

    @property
    def source(self) -> str:
        """The file as it is, ``""`` while there is none. Raises UserError."""
        return _source(self.layer, self.document)

    @property
    def body(self) -> str | None:
        """The layer's text of the clause, None where it has none."""
        return body_of(self.source, self.block)

    @property
    def start(self) -> str:
        """What somebody begins with: the layer's own text, or the text below with a note which it was."""
        if self.body is not None:
            return self.body
        return marked(flattened(self.below), fingerprint(self.below)) if self.below else _START


def target(plan: Plan, document: str, clause: str, layer: str = OWN) -> Target:
    """Return where *clause* is worded in *layer*. Raises UserError for an unknown clause, and where there is no such layer."""
    own = [one for one in plan.layers if one.name == layer]
    if not own:
        raise UserError("没有所内条款文本文件夹", remedy="先运行 alliance-docs clauses firm 文件夹，或者加上 --templates 文件夹")
    block = block_of(document, plan.layers, clause) or next((one for each in own if (one := block_holding(_source(each, document), clause))), None)
    if block is None:
        known = [name for kind, name in plan.documents[document].outline() if kind == "block"]
        if clause.startswith(_ADDED) and clause.removeprefix(_ADDED) in known:
            block = clause
        else:
            remedy = nearest(clause, known) or f"运行 alliance-docs clauses list {document} 查看；新增一条的，写 after_ 加上它前面一条的名称"
            raise UserError(f"文书“{document}”没有条款“{clause}”", remedy=remedy)
    below = chain_of(document, plan.layers[: plan.layers.index(own[0])], block)
    common = all(one.layer == "common" for one in below)  # what only this jurisdiction's text can stand on goes into its folder
    chosen = _with_block(own, document, block) or own[0 if common else -1]
    index = plan.layers.index(chosen)
    return Target(document, block, chosen, chain_of(document, plan.layers[:index], block))


def _with_block(own: list[Layer], document: str, block: str) -> Layer | None:
    """The highest of the layers that words the block already."""
    return next((layer for layer in reversed(own) if block in blocks_in(_source(layer, document))), None)


def _source(layer: Layer, document: str) -> str:
    """The layer's file of a document as it is, what is passed over in it, too."""
    path = layer.folder / f"{document}.md"
    return read_bytes(path).decode("utf-8-sig", "replace").replace("\r\n", "\n") if path.is_file() else ""


def written(at: Target, body: str) -> str:
    """Return the layer's file with *body* as the text of the clause."""
    return with_block(at.source, at.block, body)


def taken_out(at: Target) -> str:
    """Return the layer's file without the clause."""
    return without_block(at.source, at.block)


def put(at: Target, source: str) -> None:
    """Write the layer's file; nothing left to say leaves none."""
    if source:
        write_atomic(at.path, source.encode("utf-8"))
    else:
        at.path.unlink(missing_ok=True)


def put_away(dossier: Dossier, plan: Plan, document: str, layer: str = OWN) -> list[Path]:
    """Move the layer's whole text of a document to ``edits/removed``, and return where it is kept. Raises UserError where there is none."""
    own = [one for one in plan.layers if one.name == layer and (one.folder / f"{document}.md").is_file()]
    if not own:
        raise UserError(f"{layer} 层没有“{document}”的文本", remedy=f"运行 alliance-docs clauses list {document} 查看")
    kept = []
    for one in own:
        at = Target(document, "", one, ())
        kept.append(keep_copy(dossier, at, at.source))
        put(at, "")
    return kept


def offer(plan: Plan, at: Target, body: str, name: str, label: str, use: str) -> Path:
    """Write *body* as a wording that the layer offers as *name*, and return where.

    *label* and *use* tell people what it is and when to choose it. Raises UserErrors for an unsound text.
    """
    if not _NAME.fullmatch(name):
        raise UserError(f"写法的标识“{name}”不能用", remedy="用文字、数字和连字符，不用句点、空格和斜线")
    if any(mark in text for text in (label, use) for mark in ("#}", "{#", "适用：")):
        raise UserError("写法的名称和适用情形中有不能用的文字", remedy="不写 {#、#} 和“适用：”")
    path = at.layer.folder / f"{at.document}.{at.block}.{name}.md"
    same = next((one.file.place for one in offers_of(plan.layers) if (one.document, one.clause, one.variant) == (at.document, at.block, name)), "")
    if path.exists() or same:
        raise UserError("已经有这种写法", place=same or str(path), remedy="换一个 --name，或者直接修改所内的文件")
    tried(plan, at, written(at, body))
    head = f"{{# 名称：{' '.join(label.split())} 适用：{' '.join(use.split())} #}}"
    write_atomic(path, f"{head}\n{unmarked(body)}\n".encode())
    return path


def keep_copy(dossier: Dossier, at: Target, body: str, kind: str = REMOVED) -> Path:
    """Keep a text of the clause under ``edits/removed`` (or ``rejected``) and return where."""
    folder = folder_of(dossier) / kind
    number = 1
    name = f"{at.document}.{at.block}".rstrip(".")
    while (path := folder / f"{name}{f'（{number}）' if number > 1 else ''}.txt").exists():
        if read_bytes(path).decode("utf-8", "replace") == body:
            return path
        number += 1
    write_atomic(path, body.encode("utf-8"))
    return path


def answers_told(before: Drafted, after: Drafted, document: str, block: str) -> Iterator[str]:
    """Yield in words each requirement that the block answered and that is answered worse, or elsewhere only, by the new text."""
    plan = before.plan
    answers = answering(plan.whole.id)
    here = [clause for one, clause in answers if one == document and (clause == block or block_of(document, plan.layers, clause) == block)]
    if not here:
        return
    old, new = case_of(plan, before.drafts), case_of(after.plan, after.drafts)
    for clause, requirement in ((name, one) for name in here for one in answers[document, name]):
        was, now = evaluate(requirement, old), evaluate(requirement, new)
        head = f"{requirement.id}（{requirement.section}）{requirement.gist}"
        if was.status != "not met" and now.status == "not met":
            yield f"不再满足要求 {head}：{now.note}"
        elif was.status == "met" and now.status == "unknown":
            yield f"要求 {head}：尚不能判断，{now.note}"
        elif (document, clause) in {place[:2] for place in was.places} and (document, clause) not in {place[:2] for place in now.places}:
            where = "、".join(f"{new.short_title(name)}{place}" for name, _, place in now.places)
            yield f"这一条不再写明要求 {head}" + (f"，仍由{where}满足" if where else "")
