"""Two agreements compared: how long it takes as they grow, and with everything in them changed.

    python bench/redline.py            # 20, 40, 80, 160 pages, one article in ten changed; then 80 pages rewritten
"""

from __future__ import annotations

import random
import time

from alliance_docs.drafting.draft import Clause, Draft, Fact, Item, Paragraph, Text
from alliance_docs.drafting.numbering import number
from alliance_docs.word.redline import compare
from alliance_docs.word.redline_authors import Authors
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

_WORDS = "成员单位应当按照约定缴付经费并对项目成果承担保密义务经理事会同意后可以转让其在联盟中的权利和义务但是书面另有约定的除外"
_PAGE = 500
"""Characters of a page at 三号."""


def agreement(pages: int, seed: int) -> Draft:
    """Return an agreement of about *pages* pages."""
    chance = random.Random(seed)

    def sentence(length: int) -> str:
        return "".join(chance.choice(_WORDS) for _ in range(length)) + "。"

    body = []
    for place in range(pages * _PAGE // 250):
        member = Fact(f"第{place}有限公司", f"members[m{place:02}].name")
        lines: tuple[Paragraph | Item, ...] = (Paragraph((Text(sentence(60)), member, Text(sentence(40)))), *(Item(1, 0, (Text(sentence(35)),)) for _ in range(3)))
        body.append(Clause(f"a{place}", "article", (Text(f"事项{place}"),), lines))
    return number(Draft("agreement", "协议", tuple(body), "gansu"))


def changed(draft: Draft, every: int) -> Draft:
    """Return the agreement with one article of *every* reworded, and one in fifty gone."""
    body = [part for place, part in enumerate(draft.body) if place % 50 != 7]
    for place in range(0, len(body), every):
        part = body[place]
        assert isinstance(part, Clause)
        first = part.blocks[0]
        assert isinstance(first, Paragraph)
        text = first.inlines[0]
        assert isinstance(text, Text)
        reworded = Paragraph((Text(text.text.replace("应当", "可以").replace("经费", "款项") + "共计20万元。"), *first.inlines[1:]))
        body[place] = Clause(part.id, part.kind, part.rubric, (reworded, *part.blocks[1:]))
    return number(Draft(draft.id, draft.title, tuple(body), draft.jurisdiction))


def measure(told: str, old: Draft, new: Draft) -> None:
    """Print how long one comparison takes."""
    files = [write(one, common_shell(), Meta()) for one in (old, new)]
    begun = time.process_time()
    found = compare(files[0], files[1], authors=Authors("条文"), date=None)
    print(f"{told:<28} {time.process_time() - begun:6.2f} s  {found.changes} changes")


def main() -> None:
    """Measure."""
    for pages in (20, 40, 80, 160):
        draft = agreement(pages, 1)
        measure(f"{pages} pages, 1 in 10 changed", draft, changed(draft, 10))
    measure("80 pages rewritten", agreement(80, 1), agreement(80, 2))


if __name__ == "__main__":
    main()
