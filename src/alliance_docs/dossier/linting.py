"""Every mistake of a jurisdiction's folder, or of a folder of own wording, told at once with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from alliance_docs.checks.requirement import Answer, Requirement, read_requirements
from alliance_docs.checks.rule import catalogue
from alliance_docs.checks.rule_sense import sense_errors
from alliance_docs.dossier.firm import OWN, firm_layers
from alliance_docs.dossier.in_force import shipped_layers
from alliance_docs.dossier.lint_layers import is_shared, lint_firm, lint_own, lint_shared, own_problems, shared_in
from alliance_docs.dossier.lint_texts import TextLint
from alliance_docs.dossier.linted import Linted, in_order, together
from alliance_docs.dossier.store import FACTS_FILE, Dossier
from alliance_docs.drafting.layers import Layer
from alliance_docs.drafting.linting.problem import from_error
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.interview.loading import load_file
from alliance_docs.interview.questionnaire import Questionnaire
from alliance_docs.jurisdictions.deadline_rules import FILE as DEADLINES
from alliance_docs.jurisdictions.deadline_rules import lint_deadlines, read_deadlines
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction, read_jurisdiction
from alliance_docs.jurisdictions.places import FILE, Home, add_folders, folders_in, home_of, homes
from alliance_docs.jurisdictions.soundness import needed_words
from alliance_docs.resources import data_folder

_FILES = (FILE, "requirements.yaml", "questionnaire.yaml", "topics.yaml", DEADLINES)


def lint_path(path: Path, jurisdiction_id: str = "") -> Linted:
    """Lint a jurisdiction's folder, a folder of them, a dossier, a clauses folder (a firm's, for *jurisdiction_id*), or one file.

    Raises UserError when *path* is none of these.
    """
    if not path.exists():
        raise UserError("没有这个文件或者文件夹", place=str(path), remedy="核对路径")
    if path.is_file():
        return _lint_file(path, jurisdiction_id)
    if (path / FACTS_FILE).is_file():
        return _lint_dossier(Dossier.open(path))
    if (path.absolute().parent / FACTS_FILE).is_file() and path.absolute().name == "clauses":
        return _lint_dossier(Dossier.open(path.absolute().parent))
    if (path / FILE).is_file() or any(path.glob(f"*/{FILE}")):
        add_folders([path])
        homes_in = [lint_home(home_of(folder.name)) for folder in folders_in(path)]
        return together([*homes_in, *(lint_shared(folder) for folder in shared_in(path))])
    if is_shared(path):
        return lint_shared(path.resolve())
    if any(path.glob("*.md")) or any(path.glob("*.docx")) or any(path.glob("*/*.md")) or any(path.glob("*/*.docx")):
        return lint_firm(path, jurisdiction_id)
    raise UserError(
        f"其中没有可以检查的内容：管辖制度文件夹应有 {FILE}，条款文件夹应有 .md 或者 .docx 文件", place=str(path), remedy="见 docs/templates.md"
    )


def _lint_file(path: Path, jurisdiction_id: str) -> Linted:
    """Lint the folder a file lies in, as far as it concerns the file."""
    if path.suffix not in (".md", ".docx"):
        raise UserError("应为 .md 条款文本或者 .docx 表单", place=str(path), remedy="写条款文件，或者它所在的文件夹")
    folder = path.absolute().parent
    if (folder / FILE).is_file():
        add_folders([folder])
        return _of_file(lint_home(home_of(folder.name)), folder.name, path.name)
    if folder.name == "clauses" and (folder.parent / FACTS_FILE).is_file():
        return _of_file(_lint_dossier(Dossier.open(folder.parent), path), OWN, path.name)
    if is_shared(folder):
        return _of_file(lint_shared(folder.resolve()), folder.name, path.name)
    return lint_firm(folder, jurisdiction_id, path)


def _of_file(linted: Linted, layer: str, name: str) -> Linted:
    return Linted(tuple(problem for problem in linted.problems if problem.file == f"{layer}/{name}"), {"文件": 1})


def refuse_unsound(jurisdiction_id: str | None) -> None:
    """Raise UserErrors with everything wrong in the folder of a jurisdiction that did not ship."""
    home = homes().get(jurisdiction_id or "")
    if home is not None and not home.shipped and (errors := lint_home(home).errors):
        raise UserErrors(errors)


@lru_cache(maxsize=16)
def lint_home(home: Home) -> Linted:
    """Lint one jurisdiction's folder."""
    jurisdiction, errors = read_jurisdiction(home, thorough=True)
    errors += _stray(home)
    questionnaire, found = _questionnaire(home.questionnaire)
    errors += found
    if jurisdiction is None:
        return Linted(in_order(map(from_error, errors), Layer(home.id, home.folder)))
    errors += _rules(home, [document.id for document in jurisdiction.documents])
    spoken = {**dict.fromkeys(needed_words(), "？"), **jurisdiction.vocabulary}  # what is missing was told already
    whole = jurisdiction.model_copy(update={"id": home.id, "vocabulary": spoken})
    requirements, wrong = read_requirements(home.folder, whole)
    errors += wrong
    errors += lint_deadlines(home, whole)
    several = [TextLint(whole, layers, layers[-1]) for layers in _layers(whole, home)]
    ids: dict[str, frozenset[str]] = {}
    for texts in several:
        ids = {document: ids.get(document, frozenset()) | found_ids for document, found_ids in texts.ids.items()}
    lower = tuple(dict.fromkeys(layer for texts in several for layer in texts.layers[:-1]))
    seen = own_problems(whole, lower, several[0].own, ids)
    errors += [error for texts in several for error in texts.errors(ids)]
    errors += [error for requirement in requirements.values() for error in _answers(requirement, ids)]
    counts = {
        "管辖制度": 1,
        "文书": len(whole.documents),
        "条款": sum(map(len, ids.values())),
        "要求": len(requirements),
        "问题": sum(1 for _ in questionnaire) if questionnaire else 0,
    }
    if own := read_deadlines(home)[0]:
        counts["期限"] = len(own)
    return Linted(in_order([*seen, *map(from_error, errors)], several[0].own), counts)


def _layers(jurisdiction: Jurisdiction, home: Home) -> Iterator[tuple[Layer, ...]]:
    """Yield the layers without any variant, and with each by itself."""
    root = data_folder("templates")
    common, own = Layer("common", root / "common"), Layer(home.id, home.folder)
    yield (common, own)
    for variant in jurisdiction.variants:
        folder = root / "variants" / variant.folder
        if folder.is_dir():
            yield (common, Layer(variant.folder, folder), own)


def _stray(home: Home) -> list[UserError]:
    """Data files under a name that nobody reads."""
    wrong = []
    for path in sorted(home.folder.glob("*.y*ml")):
        if path.name not in _FILES:
            remedy = nearest(path.name, _FILES) or f"可用的有：{'、'.join(_FILES)}；规则放在 rules 文件夹中"
            wrong.append(UserError(f"没有“{path.name}”这种资料文件", place=home.name(path.name), remedy=remedy))
    return wrong


def _questionnaire(path: Path) -> tuple[Questionnaire | None, list[UserError]]:
    try:
        return load_file(path), []
    except UserErrors as several:
        return None, list(several.errors)


def _rules(home: Home, documents: list[str]) -> list[UserError]:
    try:
        rules = catalogue(home.id, pages=True)
    except UserErrors as several:
        return list(several.errors)
    own = [rule for rule in rules.values() if rule.place.startswith(f"{home.id}/")]
    return [error for rule in own for error in sense_errors(rule, documents)]


def _answers(requirement: Requirement, ids: Mapping[str, frozenset[str]]) -> Iterator[UserError]:
    """Yield an error for each clause that answers the requirement and is not there."""
    for document, clause in _clauses(requirement.answer):
        if document in ids and clause not in ids[document]:
            remedy = nearest(clause, ids[document]) or "改正条款 id，或者在文书中补上该条款"
            yield UserError(f"{requirement.id}：文书“{document}”没有条款“{clause}”", place=requirement.place, remedy=remedy)


def _clauses(answer: Answer) -> Iterator[tuple[str, str]]:
    yield from answer.clauses
    for part in answer.parts:
        yield from _clauses(part)


def _lint_dossier(dossier: Dossier, only: Path | None = None) -> Linted:
    """Lint a dossier's own wording, over its facts as well as over none."""
    if not dossier.clauses.is_dir():
        raise UserError("案卷没有 clauses 文件夹，没有自己的条款文本", place=str(dossier.folder))
    facts = dossier.facts
    jurisdiction = load_jurisdiction(facts.jurisdiction or "")
    layers = (*shipped_layers(jurisdiction, facts), *firm_layers(jurisdiction.id))
    return lint_own(jurisdiction, facts, layers, Layer(OWN, dossier.clauses), only)
