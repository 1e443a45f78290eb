"""Own wording of another dossier, carried as proposals: ``proposals/<document>.md``, not in force until moved to clauses/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from re import findall

from alliance_docs.checks.finding import Finding
from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.files import read_bytes, write_atomic
from alliance_docs.dossier.in_force import shipped_layers, with_given
from alliance_docs.dossier.own_words import turned_back
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.texts import load_text
from alliance_docs.drafting.layers import Layer, LayeredDocument, load_document
from alliance_docs.drafting.vocabulary import known_names
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.former import left_names
from alliance_docs.facts.yaml_file import decode
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction

FOLDER = "proposals"
_HEAD = "{{# 条款提议：由原案卷的条款改写，没有生效。核对后把本文件移到 clauses 文件夹即采用；不采用的，删去本文件。{more} #}}\n"


@dataclass(frozen=True)
class Proposal:
    """A document's own wording rewritten: its *text*, how many *clauses*, and those *missing* in the new jurisdiction."""

    document: str
    text: str
    clauses: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """A file of the old dossier that cannot be carried, and why."""

    file: str
    reason: str


def propose(clauses: Path, facts: Facts, old: Jurisdiction, new: Jurisdiction, carried: Facts) -> tuple[list[Proposal], list[Refused]]:
    """Rewrite the wording in *clauses* (of the dossier with *facts* in *old*) for *new*, where *carried* are the facts."""
    proposals: list[Proposal] = []
    refused: list[Refused] = []
    for path in sorted(clauses.iterdir()) if clauses.is_dir() else ():
        if path.name.startswith((".", "~$")) or not path.is_file():
            continue
        if path.suffix == ".docx":
            refused.append(Refused(path.name, "Word 表格不能改写，须照新制度的表格重做"))
        elif path.suffix == ".md" and new.document(path.stem) is None:
            refused.append(Refused(path.name, f"{new.title}没有这份文书"))
        elif path.suffix == ".md":
            proposals.append(_proposal(path, facts, old, new, carried))
    return proposals, refused


def _proposal(path: Path, facts: Facts, old: Jurisdiction, new: Jurisdiction, carried: Facts) -> Proposal:
    source = decode(read_bytes(path), f"clauses/{path.name}").replace("\r\n", "\n")
    named = findall(r"\{%-?\s*block\s+(\w+)", source)
    known = _clauses_of(path.stem, new, carried)
    missing = tuple(name for name in named if name.removeprefix("after_") not in known and name not in known)
    more = f"{new.title}没有下列条款，采用前另选位置或者删去：{'、'.join(missing)}。" if missing else ""
    return Proposal(path.stem, _HEAD.format(more=more) + turned_back(source, facts, old, new), len(named), missing)


def _clauses_of(document: str, jurisdiction: Jurisdiction, facts: Facts) -> set[str]:
    filled, _ = with_given(facts, jurisdiction)
    loaded = _load(document, shipped_layers(jurisdiction, filled), jurisdiction)
    return {name for kind, name in loaded.outline() if kind == "block"} if loaded else set()


def _load(document: str, layers: tuple[Layer, ...], jurisdiction: Jurisdiction) -> LayeredDocument | None:
    described = jurisdiction.document(document)
    return load_text(described, layers, jurisdiction) if described else load_document(document, layers, known_names(jurisdiction))


def write_proposals(dossier: Dossier, proposals: Iterable[Proposal]) -> None:
    """Write proposals into the dossier."""
    for one in proposals:
        write_atomic(dossier.folder / FOLDER / f"{one.document}.md", one.text.encode("utf-8"))


def proposal_findings(dossier: Dossier, plan: Plan) -> Iterator[Finding]:
    """Yield what is to be said of the dossier's proposals: that they are open, and each old name left in one."""
    folder = dossier.folder / FOLDER
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        place = f"{FOLDER}/{path.name}"
        described = plan.whole.document(path.stem)
        document = path.stem if described else ""
        text = decode(read_bytes(path), place)
        for number, line in enumerate(text.splitlines(), start=1):
            for name in left_names(plan.facts, line):
                yield Finding(
                    "AD-NM-04", "error", f"条款提议中留有其他联盟的名称“{name}”", document, "", f"{place}:{number}", "惯例",
                    "改为 {{ alliance.name }} 或者 {{ alliance.short_name }}",
                )  # fmt: skip
        title = described.short_title if described else path.stem
        yield Finding(
            "AD-FI-06", "note", f"《{title}》有一份条款提议还没有采用{_trouble(path, plan)}", document, "", place, "案卷",
            f"核对后移到 clauses/{path.name} 即采用，再运行 alliance-docs build；不采用的，删去该文件",
        )  # fmt: skip


def _trouble(path: Path, plan: Plan) -> str:
    """Say what would be wrong with a proposal if it were adopted as it is."""
    if plan.whole.document(path.stem) is None:
        return f"；{plan.whole.title}没有这份文书"
    own = Layer(FOLDER, path.parent)
    try:
        _load(path.stem, (*shipped_layers(plan.jurisdiction, plan.facts), own), plan.whole)
    except UserErrors as several:
        return f"；采用前须改正 {len(several.errors)} 处，例如 {several.errors[0]}"
    except UserError as error:
        return f"；采用前须改正：{error}"
    return ""
