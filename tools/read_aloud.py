"""Print a document's draft as plain text: ``python tools/read_aloud.py examples/gansu.yaml charter [layer-folder …]``.

For drafters: shows numbers, references, blanks and open choices, without Word.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ruamel.yaml import YAML

from alliance_docs.drafting.draft import Chapter, Chart, Draft, Item, Paragraph, Signature, Table, plain
from alliance_docs.drafting.engine import draft_document
from alliance_docs.drafting.layers import Layer, load_document
from alliance_docs.drafting.references import resolve, target_text
from alliance_docs.drafting.vocabulary import known_names, setting_for
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.numerals import han
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.resources import data_folder


def show(draft: Draft) -> None:
    """Print one draft."""
    print(f"===== {draft.id} {draft.title}")
    for part in draft.body:
        if isinstance(part, Chapter):
            print(f"\n        第{han(part.number)}章　{part.title}\n")
            continue
        head = {"article": target_text(part), "annex": target_text(part), "passage": "",
                "section": f"{han(part.number)}、" if part.level == 1 else f"（{han(part.number)}）"}[part.kind]  # fmt: skip
        print(f"\n[{part.id}] {head}　{plain(part.rubric)}")
        for block in part.blocks:
            match block:
                case Paragraph():
                    print(f"    {'' if block.role == 'body' else '<' + block.role + '> '}{plain(block.inlines)}")
                case Item():
                    mark = {1: f"（{han(block.number)}）", 2: f"{block.number}.", 3: f"（{block.number}）"}[block.level]
                    print(f"    {'  ' * block.level}{mark}{plain(block.inlines)}")
                case Table():
                    for row in block.rows:
                        cells = [str(cell.serial.number) if cell.serial else "／".join(map(plain, cell.paragraphs)) for cell in row.cells]
                        print("    | " + " | ".join(cells) + " |")
                case Signature():
                    print("    [签署块]")
                    for line in block.lines:
                        print(f"      {plain(line)}")
                case Chart():
                    print("    [图] " + "；".join(f"{edge.upper}→{edge.lower}" for edge in block.edges))
                case _:
                    print(f"    <{type(block).__name__}>")


def main() -> None:
    """Read the arguments and print."""
    facts_file, *documents = sys.argv[1:]
    facts = Facts.model_validate(YAML(typ="safe", pure=True).load(Path(facts_file).read_text(encoding="utf-8")))
    jurisdiction = load_jurisdiction(facts.jurisdiction or "gansu")
    if facts.organs is None:
        facts = facts.model_copy(update={"organs": jurisdiction.organs})
    root = data_folder("templates")
    layers = (Layer("common", root / "common"), Layer(jurisdiction.id, root / jurisdiction.id))
    drafts, missing = {}, []
    for document in jurisdiction.documents:
        try:
            loaded = load_document(document.id, layers, known_names(jurisdiction))
            if loaded is not None:
                drafts[document.id] = draft_document(loaded, facts, setting_for(jurisdiction, facts))
            else:
                missing.append(document.id)
        except UserError as error:
            print(f"!! {document.id}\n{error}")
    try:
        drafts = resolve(drafts)
    except UserError as error:
        print(f"!! 引用\n{error}")
    for document_id in documents or drafts:
        if document_id in drafts:
            show(drafts[document_id])
    print("\n未找到文本：", "、".join(missing))


if __name__ == "__main__":
    main()
