"""Every mistake of a jurisdiction's folder, or of a folder of own wording, told at once with file and line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from alliance_docs.checks.requirement import Answer, Requirement, read_requirements
from alliance_docs.checks.rule import catalogue
from alliance_docs.checks.rule_sense import sense_errors
from alliance_docs.dossier.in_force import shipped_layers
from alliance_docs.dossier.lint_texts import TextLint
from alliance_docs.dossier.store import FACTS_FILE, Dossier
from alliance_docs.drafting.layers import Layer
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.facts import Facts
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
_LINE = re.compile(r"(?P<file>.*?):(?P<line>\d+)\b")


@dataclass(frozen=True)
class Linted:
    """What a lint found, and how many of each thing it looked at (文书 17, 条款 310, …)."""

    errors: tuple[UserError, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def lint_path(path: Path, jurisdiction_id: str = "") -> Linted:
    """Lint a jurisdiction's folder, a folder of them, a dossier, or a clauses folder (a firm's, for *jurisdiction_id*).

    Raises UserError when *path* is none of these.
    """
    if not path.exists():
        raise UserError("没有这个文件夹", place=str(path), remedy="核对路径")
    if path.is_file():
        raise UserError("应为文件夹，现为文件", place=str(path), remedy="写文件所在的文件夹")
    if (path / FACTS_FILE).is_file():
        return _lint_dossier(Dossier.open(path))
    if (path.absolute().parent / FACTS_FILE).is_file() and path.absolute().name == "clauses":
        return _lint_dossier(Dossier.open(path.absolute().parent))
    if (path / FILE).is_file() or any(path.glob(f"*/{FILE}")):
        add_folders([path])
        return _together(lint_home(home_of(folder.name)) for folder in folders_in(path))
    if any(path.glob("*.md")) or any(path.glob("*.docx")):
        return _lint_firm(path, jurisdiction_id)
    raise UserError(
        f"其中没有可以检查的内容：管辖制度文件夹应有 {FILE}，条款文件夹应有 .md 文件", place=str(path), remedy="见 docs/adding-a-jurisdiction.md"
    )


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
        return Linted(_sorted(errors, home.id))
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
    return Linted(_sorted(errors, home.id), counts)


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


def _lint_dossier(dossier: Dossier) -> Linted:
    """Lint a dossier's own wording, over its facts as well as over none."""
    if not dossier.clauses.is_dir():
        raise UserError("案卷没有 clauses 文件夹，没有自己的条款文本", place=str(dossier.folder))
    facts = dossier.facts
    jurisdiction = load_jurisdiction(facts.jurisdiction or "")
    return _lint_own(jurisdiction, facts, Layer("dossier", dossier.clauses))


def _lint_firm(folder: Path, jurisdiction_id: str) -> Linted:
    """Lint wording that stands between the jurisdictions' and the dossiers'; what is wrong in some names those."""
    wanted = [jurisdiction_id] if jurisdiction_id else list(homes())
    several = {one: _lint_own(load_jurisdiction(one), Facts(), Layer("firm", folder)) for one in wanted}
    blamed: dict[tuple[str, str, str], list[str]] = {}
    for one, linted in several.items():
        for error in linted.errors:
            blamed.setdefault((error.place, error.message, error.remedy), []).append(one)
    errors = [
        UserError(message if len(ids) == len(wanted) else f"{message}（{'、'.join(ids)}）", place=place, remedy=remedy)
        for (place, message, remedy), ids in blamed.items()
    ]
    return Linted(_sorted(errors, "firm"), next(iter(several.values())).counts)


def _lint_own(jurisdiction: Jurisdiction, facts: Facts, own: Layer) -> Linted:
    layers = (*shipped_layers(jurisdiction, facts), own)
    texts = TextLint(jurisdiction, layers, own, facts)
    errors = [error for error in texts.errors() if error.place.startswith(f"{own.name}/")]
    files = [path for path in own.folder.iterdir() if path.suffix in (".md", ".docx") and not path.name.startswith((".", "~$"))]
    return Linted(_sorted(errors, own.name), {"文件": len(files)})


def _together(several: Iterable[Linted]) -> Linted:
    errors: list[UserError] = []
    counts: Counter[str] = Counter()
    for linted in several:
        errors.extend(linted.errors)
        counts.update(linted.counts)
    return Linted(tuple(errors), counts)


def _sorted(errors: Iterable[UserError], own: str) -> tuple[UserError, ...]:
    """Each error once, file by file in the order of lines, those of the *own* folder first."""
    once = {str(error): error for error in errors}.values()

    def key(error: UserError) -> tuple[bool, str, int]:
        found = _LINE.match(error.place)
        file, line = (found["file"], int(found["line"])) if found else (error.place, 0)
        return not file.startswith(f"{own}/"), file, line

    return tuple(sorted(once, key=key))
