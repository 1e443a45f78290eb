"""A workbook sent out and read back unchanged changes nothing, whatever the texts and figures are."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from alliance_docs.dossier.store import read_answers
from alliance_docs.dossier.year_merging import merged
from alliance_docs.dossier.year_reading import read_returned
from alliance_docs.dossier.year_sheets import workbooks
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.period import Period
from alliance_docs.resources import data_folder

BASE = read_answers(data_folder("examples") / "gansu.yaml")
WORDS = st.text("甲乙丙=+-@'\"<&>1,，、 （）Ab", min_size=1, max_size=12).map(str.strip).filter(bool)
MONEY = st.integers(0, 10**12).map(lambda cents: f"{cents // 100}.{cents % 100:02}")


def with_year(**tables: Any) -> Facts:
    return BASE.model_copy(update={"periods": (Period.model_validate({"year": 2027, **tables}),)})


@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(WORDS, min_size=1, max_size=3, unique_by=lambda word: "".join(word.split())), WORDS, MONEY, st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
@example(["'甲"], "'b", "30.39", dt.date(2008, 4, 26))
def test_out_and_back_changes_nothing(names: list[str], kind: str, amount: str, day: Any) -> None:
    facts = with_year(
        results=[{"name": name, "kind": kind, "owner": "m03", "date": day} for name in names],
        research_input=[{"member": "m03", "amount": amount, "own": 0}],
        transfers=[{"name": names[0], "taker": kind, "giver": "m03", "amount": amount}],
        projects=[{"name": names[0], "lead": "m03", "members": ["m01", "m02"], "budget": amount}],
    )
    (sent,) = workbooks(facts, 2027, (BASE.members or ())[2:3])
    assert sent.data == workbooks(facts, 2027, (BASE.members or ())[2:3])[0].data
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / sent.file
        path.write_bytes(sent.data)
        assert not any(cell.data_type == "f" for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row)
        outcome = merged(facts, facts, 2027, [read_returned(facts, 2027, path)])
    assert (outcome.added, outcome.filled, outcome.changed, outcome.conflicts, outcome.notes) == (0, 0, 0, (), ())
    assert outcome.facts is facts
