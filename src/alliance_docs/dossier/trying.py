"""An own text tried out before it is written: everything wrong in it, told in the file of whoever wrote it."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from alliance_docs.dossier.drafts import Drafted, Plan, draft_all
from alliance_docs.dossier.layers_told import text_id
from alliance_docs.dossier.lint_sources import SourceLint
from alliance_docs.dossier.lint_texts import TextLint
from alliance_docs.dossier.texts import load_text
from alliance_docs.drafting.block_source import block_at, body_line, body_of
from alliance_docs.drafting.layers import Layer
from alliance_docs.drafting.wording_chain import unmarked
from alliance_docs.errors import UserError, UserErrors, single

if TYPE_CHECKING:
    from alliance_docs.dossier.own_clauses import Target

_REFERRED = re.compile(r"引用的条款不存在：[\w-]+#(\w+)|引用 (\w+) 第")
SYNTAX = "模板语法有误"
"""How the template engine's own complaints begin."""


@dataclass(frozen=True)
class Typed:
    """The text of a clause as somebody wrote it: in the file *name*, from *line* on."""

    name: str
    line: int = 1


def tried(plan: Plan, at: Target, source: str) -> Drafted:
    """Draft the package as if the layer's file were *source*.

    Raises UserErrors with everything the linter finds wrong in it; blocks of the file that were passed over before stay so.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path in at.layer.folder.iterdir() if at.layer.folder.is_dir() else ():
            if path.is_file() and path.suffix in (".md", ".docx") and not path.name.startswith((".", "~$")):
                shutil.copy(path, folder / path.name)
        (folder / at.path.name).unlink(missing_ok=True)
        if source:
            (folder / at.path.name).write_text(source, encoding="utf-8", newline="\n")
        still = frozenset((one, block) for one, block in at.layer.passed if one != at.path.name or block not in ("", at.block))
        trial = replace(at.layer, folder=folder, passed=still)
        layers = tuple(trial if one == at.layer else one for one in plan.layers)
        if errors := _errors(plan, at, trial, layers, source):
            raise UserErrors({str(one): one for one in errors}.values())
        texts = {one.id: load_text(one, layers, plan.whole) for one in plan.jurisdiction.documents if text_id(one) == at.document and one.id in plan.documents}
        try:
            return draft_all(replace(plan, layers=layers, documents={**plan.documents, **{one: text for one, text in texts.items() if text is not None}}))
        except UserError as error:
            raise UserErrors([_lost(one, at) for one in single(error)]) from error


def _lost(error: UserError, at: Target) -> UserError:
    """Say of a reference from elsewhere that leads to nothing by the new text what that text lacks."""
    found = _REFERRED.search(error.message)
    if not found or (found[1] or found[2]) != at.block or error.place.startswith(f"{at.document} 条款 {at.block}"):
        return error
    remedy = "保留所引的条款、款、项，或者先改写引用它的那一条"
    return UserError(f"{error.place} 引用这一条，按新的文本引用落空：{error.message}", place=f"{at.document} {at.block}", remedy=remedy)


def _errors(plan: Plan, at: Target, trial: Layer, layers: tuple[Layer, ...], source: str) -> list[UserError]:
    """Everything wrong in the layer's file of the document, apart from what is passed over."""
    lint = TextLint(plan.whole, layers, trial, plan.facts, frozenset({at.document}))
    files = (at.place, f"{at.layer.name}/{at.path.name}")
    told = [one for one in lint.errors() if one.place.rpartition(":")[0] in files or one.place in files]
    if not told:
        return []
    seen = SourceLint(plan.whole, layers, trial, lint.ids).problems(trial.folder / at.path.name)
    plain = [UserError(one.message, place=f"{at.place}:{one.line}", remedy=one.remedy) for one in seen if one.severity == "error" and one.file in files]
    lines = {one.place for one in plain}  # the linter's own words are plainer than the template engine's
    told = [UserError(one.message, place=one.place.replace(files[1], files[0], 1), remedy=one.remedy) for one in told]
    apart = [one for one in told if one.place not in lines and not (plain and one.message.startswith(SYNTAX))]
    passed = {block for name, block in trial.passed if name == at.path.name}
    return [one for one in (*plain, *apart) if block_at(source, _line_of(one)) not in passed]


def _line_of(error: UserError) -> int:
    line = error.place.rpartition(":")[2]
    return int(line) if line.isdecimal() else 0


def located(error: UserError, at: Target, source: str, typed: Typed) -> UserErrors:
    """Name the lines of the clause as they are in the file that somebody wrote, not in the layer's that was tried."""
    body = body_of(source, at.block) or ""
    start = body_line(source, at.block) + body.count("\n", 0, len(body) - len(unmarked(body)))
    lines = unmarked(body).split("\n")
    found = []
    for one in single(error):
        number = _line_of(one) - start
        if one.place.rpartition(":")[0] != at.place or not 0 <= number < len(lines):
            target = _REFERRED.search(one.message)
            name = (target[1] or target[2]) if target else ""
            number = next((index for index, line in enumerate(lines) if name and f"#{name}" in line), -1)
            if not one.place.startswith(f"{at.document} ") or number < 0:
                found.append(one)
                continue
        found.append(UserError(one.message, place=f"{typed.name}:{typed.line + number}", remedy=one.remedy))
    return UserErrors(found)
