"""Say how much wording the jurisdictions share: ``python tools/shared_wording.py`` prints a Markdown table.

For each shipped jurisdiction's example, over the clauses that its package prints: which layer supplies the text, in
clauses and in Chinese characters. Characters are those of the clause texts as they stand in the files: facts, organ
names and markers do not count, both branches of a condition do. Word forms (.docx) are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from jinja2 import nodes

from alliance_docs.dossier.drafts import Plan, draft_all, plan_package
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.environment import environment
from alliance_docs.drafting.layers import Layer, LayeredDocument
from alliance_docs.jurisdictions.loading import jurisdiction_folders
from alliance_docs.resources import data_folder

Supply = Literal["common", "variant", "jurisdiction", "super"]
SUPPLIES: tuple[Supply, ...] = ("common", "variant", "jurisdiction", "super")
_HAN = re.compile("[\u4e00-\u9fff]")
_OWN_ID = re.compile(r"\{=([a-z0-9_]+)\}")


@dataclass(frozen=True)
class Wording:
    """One layer's block: its *characters*, whether it keeps the text below (``super()``), the ids its clauses bear."""

    characters: int
    keeps: bool
    ids: frozenset[str]


@dataclass
class Tally:
    """Clauses by supply, characters by the kind of layer they stand in."""

    clauses: Counter[Supply] = field(default_factory=Counter)
    characters: Counter[Supply] = field(default_factory=Counter)

    @property
    def shared(self) -> float:
        """The share of characters that stand once for several jurisdictions."""
        return (self.characters["common"] + self.characters["variant"]) / sum(self.characters.values())


def wordings(layer: Layer, document: str) -> dict[str, Wording]:
    """Read one layer's file of *document*; empty when the layer has none."""
    path = layer.folder / f"{document}.md"
    if not path.is_file():
        return {}
    found = {}
    for block in environment().parse(path.read_text(encoding="utf-8-sig")).find_all(nodes.Block):
        text = "".join(part.data for part in block.find_all(nodes.TemplateData))
        keeps = any(isinstance(call.node, nodes.Name) and call.node.name == "super" for call in block.find_all(nodes.Call))
        ids = frozenset(_OWN_ID.findall(text)) | {block.name}
        found[block.name] = Wording(len(_HAN.findall(text)), keeps, ids)
    return found


def kind(layer: Layer, plan: Plan) -> Supply:
    """Tell what kind of layer it is."""
    return "common" if layer.name == "common" else "jurisdiction" if layer.name == plan.jurisdiction.id else "variant"


def add(tally: Tally, plan: Plan, document: LayeredDocument, printed: frozenset[str] | None) -> None:
    """Add a document's clauses to *tally*; *printed* are the ids that the example prints, None when all do."""
    read = [(kind(layer, plan), wordings(layer, document.id)) for layer in reversed(plan.layers)]
    for name in (name for part, name in document.outline() if part == "block"):
        chain = [(supply, blocks[name]) for supply, blocks in read if name in blocks]
        supply, top = chain[0]
        count = 1 if printed is None else len(top.ids & printed)
        if not count:
            continue  # switched off by the facts, or removed by a layer
        tally.clauses["super" if supply == "jurisdiction" and top.keeps else supply] += count
        for at, wording in chain:
            tally.characters[at] += wording.characters
            if not wording.keeps:
                break


def tally_of(jurisdiction: str) -> Tally:
    """Count the package of the shipped example. Raises UserError as drafting does."""
    plan = plan_package(read_answers(data_folder("examples") / f"{jurisdiction}.yaml"))
    printed: dict[str, frozenset[str]] = {}
    for name, draft in draft_all(plan).drafts.items():
        id_ = name.partition("@")[0]
        printed[id_] = printed.get(id_, frozenset()) | {clause.id for clause in draft.clauses}
    tally = Tally()
    for id_, document in plan.documents.items():
        add(tally, plan, document, printed.get(id_))
    return tally


def main() -> None:
    """Print the table."""
    print("| jurisdiction | clauses | common | charter-binding | own or replaced | added to, rest kept | characters | common | charter-binding | own | shared |")
    print("|---|" + "---:|" * 10)
    examples = {path.stem for path in data_folder("examples").glob("*.yaml")}
    for jurisdiction in sorted(examples & set(jurisdiction_folders())):
        one = tally_of(jurisdiction)
        clauses = [one.clauses[supply] for supply in SUPPLIES]
        characters = [one.characters[supply] for supply in SUPPLIES[:3]]
        cells = [sum(clauses), *clauses, sum(characters), *characters]
        print(f"| {jurisdiction} | " + " | ".join(f"{cell:,}" for cell in cells) + f" | {one.shared:.0%} |")


if __name__ == "__main__":
    main()
