"""Print documents' drafts as plain text: ``python tools/read_aloud.py examples/gansu.yaml charter …``.

For drafters: shows numbers, references, blanks and open choices, without Word.
"""

from __future__ import annotations

import sys
from pathlib import Path

from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.draft import Chapter, Chart, Draft, Item, Paragraph, Signature, Table, plain
from alliance_docs.drafting.references import target_text
from alliance_docs.errors import UserError
from alliance_docs.facts.numerals import han
from alliance_docs.jurisdictions.jurisdiction import kind_of


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
    facts_file, *wanted = sys.argv[1:]
    try:
        drafts = draft_all(plan_package(read_answers(Path(facts_file)))).drafts
    except UserError as error:
        raise SystemExit(str(error)) from error
    for name, draft in drafts.items():
        if not wanted or name in wanted or kind_of(name) in wanted:
            show(draft)


if __name__ == "__main__":
    main()
