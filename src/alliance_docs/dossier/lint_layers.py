"""Lint of one layer of wording: a firm's folder, a dossier's clauses, the texts all jurisdictions share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from alliance_docs.dossier.docx_wording import may_be_docx
from alliance_docs.dossier.firm import FIRM
from alliance_docs.dossier.in_force import shipped_layers
from alliance_docs.dossier.lint_requirements import Overridden, requirement_problems
from alliance_docs.dossier.lint_sources import SourceLint, read_text
from alliance_docs.dossier.lint_texts import TextLint
from alliance_docs.dossier.linted import Linted, in_order, together
from alliance_docs.dossier.texts import known_in, load_text
from alliance_docs.drafting.environment import environment
from alliance_docs.drafting.layer_files import variant_parts
from alliance_docs.drafting.layers import Layer
from alliance_docs.drafting.linting.problem import Problem, from_error
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Document, Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.places import homes
from alliance_docs.resources import data_folder

_NO_DOCUMENT = "没有文书“"


def lint_firm(folder: Path, jurisdiction_id: str = "", only: Path | None = None) -> Linted:
    """Lint wording that stands between the jurisdictions' and the dossiers'; what is wrong in some names those.

    A folder in it named after a jurisdiction lies above it for that one.
    """
    wanted = [jurisdiction_id] if jurisdiction_id else list(homes())
    if folder.name in homes() and not jurisdiction_id and any(folder.parent.glob("*.md")):
        wanted = [folder.name]
    firm = Layer(FIRM, folder)
    several = {one: _over_shipped(one, (), firm, only) for one in wanted}
    inner = {one: Layer(FIRM, folder / one, f"{FIRM}/{one}") for one in wanted if (folder / one).is_dir() and only is None}
    deeper = together(_over_shipped(one, (firm,), layer, None) for one, layer in inner.items())
    counts = {"文件": sum(linted.counts.get("文件", 0) for linted in (next(iter(several.values())), deeper))}
    return Linted((*in_order(_blamed({one: linted.problems for one, linted in several.items()}), firm), *deeper.problems), counts)


def _over_shipped(jurisdiction_id: str, between: tuple[Layer, ...], own: Layer, only: Path | None) -> Linted:
    jurisdiction = load_jurisdiction(jurisdiction_id)
    return lint_own(jurisdiction, Facts(), (*shipped_layers(jurisdiction, Facts()), *between), own, only)


def _blamed(several: Mapping[str, tuple[Problem, ...]]) -> Iterator[Problem]:
    """Yield each problem once, with the jurisdictions that have it where not all have; a document some lack is no mistake."""
    blamed: dict[Problem, list[str]] = {}
    for one, problems in several.items():
        for problem in problems:
            blamed.setdefault(problem, []).append(one)
    for problem, ids in blamed.items():
        everywhere = len(ids) == len(several)
        if not everywhere and problem.message.startswith(_NO_DOCUMENT) and not problem.line:
            continue
        yield problem if everywhere else replace(problem, message=f"{problem.message}（{'、'.join(ids)}）")


def lint_own(jurisdiction: Jurisdiction, facts: Facts, below: tuple[Layer, ...], own: Layer, only: Path | None = None) -> Linted:
    """Lint the *own* layer over the layers *below*: all its files, or *only* one."""
    files = [path for path in own.folder.iterdir() if path.suffix in (".md", ".docx") and not path.name.startswith((".", "~$"))]
    worded = frozenset((variant_parts(path) or (path.stem,))[0] for path in ([only] if only is not None else files))
    texts = TextLint(jurisdiction, (*below, own), own, facts, worded)
    start = f"{own.place or own.name}/"
    found = [from_error(error) for error in texts.errors() if error.place.startswith((start, f"{own.name}/"))]
    problems = [*own_problems(jurisdiction, below, own, texts.ids, only), *found, *_requirements(texts, below, worded)]
    if only is not None:
        problems = [problem for problem in problems if problem.file in (f"{own.name}/{only.name}", f"{start}{only.name}")]
    return Linted(in_order(problems, own), {"文件": 1 if only is not None else len(files)})


def own_problems(
    jurisdiction: Jurisdiction, below: tuple[Layer, ...], own: Layer, ids: Mapping[str, frozenset[str]], only: Path | None = None
) -> tuple[Problem, ...]:
    """Return what the files of the *own* layer show by themselves: the texts, then the forms."""
    texts = SourceLint(jurisdiction, (*below, own), own, ids).problems(only)
    return (*texts, *_forms(jurisdiction, own, only))


def _forms(jurisdiction: Jurisdiction, own: Layer, only: Path | None) -> Iterator[Problem]:
    for document in jurisdiction.documents:
        path = own.folder / f"{document.id}.docx"
        if may_be_docx(document) and path.is_file() and (only is None or only.name == path.name):
            yield from _form(jurisdiction, document, path, f"{own.place or own.name}/{path.name}")


def _form(jurisdiction: Jurisdiction, document: Document, path: Path, place: str) -> Iterator[Problem]:
    from alliance_docs.word.form_lint import form_problems

    yield from form_problems(path.read_bytes(), environment(), known_in(jurisdiction, document), place, marked=document.source == "form")


def _requirements(texts: TextLint, below: tuple[Layer, ...], worded: Collection[str]) -> Iterator[Problem]:
    """Draft what the own layer words with it and without it, and hold both against the requirements."""
    documents: dict[str, Overridden] = {}
    for document in texts.jurisdiction.documents:
        path = texts.own.folder / f"{document.id}.md"
        if document.source != "clauses" or not path.is_file() or document.id not in worded:
            continue
        try:
            under = load_text(document, below, texts.jurisdiction)
            over = load_text(document, texts.layers, texts.jurisdiction)
            if under is None or over is None:
                continue
            drafts = texts.draft(document, under), texts.draft(document, over)
        except UserError:
            continue  # told already
        source = read_text(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
        documents[document.id] = Overridden(*drafts, source, f"{texts.own.place or texts.own.name}/{path.name}")
    if documents:
        yield from requirement_problems(texts.jurisdiction.id, documents)


# --- what all jurisdictions share ------------------------------------------------------------------------------------


def is_shared(folder: Path) -> bool:
    """Tell whether *folder* holds texts that ship for all jurisdictions: common, or a variant."""
    root = data_folder("templates").resolve()
    return folder.resolve() == root / "common" or folder.resolve().parent == root / "variants"


def shared_in(folder: Path) -> tuple[Path, ...]:
    """Return the shared folders in *folder*, where it is that of the templates that ship."""
    root = data_folder("templates").resolve()
    return (root / "common", *sorted((root / "variants").iterdir())) if folder.resolve() == root else ()


def lint_shared(folder: Path) -> Linted:
    """Lint texts that all jurisdictions share, for each of them."""
    common = Layer("common", data_folder("templates") / "common")
    own = Layer(folder.name, folder)
    below = () if folder == common.folder.resolve() else (common,)
    problems: list[Problem] = []
    for one in homes():
        jurisdiction = load_jurisdiction(one)
        if below and all(variant.folder != folder.name for variant in jurisdiction.variants) and folder.name != "consolidated":
            continue
        problems += own_problems(jurisdiction, below, own, _all_ids(jurisdiction, own))
    return Linted(in_order(problems, own), {"文件": len(list(folder.glob("*.md")))})


def _all_ids(jurisdiction: Jurisdiction, own: Layer) -> Mapping[str, frozenset[str]]:
    """The clause ids of each document in any wording there is: a shared text is used with all of them."""
    root = data_folder("templates")
    found: dict[str, frozenset[str]] = {}
    layers = [Layer(one.name, one) for one in (root / "common", *sorted((root / "variants").iterdir()), *(home.folder for home in homes().values()))]
    for layer in layers:
        for document, ids in TextLint(jurisdiction, (layer,), own).ids.items():
            found[document] = found.get(document, frozenset()) | ids
    return found
