"""Files saved again in the manner of Word and WPS: an untouched copy has no edits, an edited one exactly those made; clauses are known without bookmarks."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz
from ruamel.yaml import YAML

from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.package import first_filing
from alliance_docs.drafting.draft import Fact, clause_inlines, clause_text
from alliance_docs.drafting.merging.differences import Differences, differences
from alliance_docs.drafting.merging.own_clauses import with_own_ids
from alliance_docs.facts.facts import Facts
from alliance_docs.word.reader import read, read_identity
from alliance_docs.word.returned import Returned, read_returned
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ("gansu", "g60", "guangdong-2012", "guangdong-2016", "guangxi")


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(f"_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


saves = _load(Path(__file__).with_name("saves.py"))


@cache
def drafts(example: str) -> Any:
    facts = Facts.model_validate(YAML(typ="safe", pure=True).load((ROOT / "examples" / f"{example}.yaml").read_text(encoding="utf-8")))
    return first_filing(draft_all(plan_package(facts)))


@cache
def written(example: str, document: str) -> bytes:
    return write(drafts(example)[document], common_shell(), Meta(dossier="d", filing="f", version="1"))


def returned(data: bytes, saved: bytes) -> Returned:
    return read_returned(saved, read_identity(data), model=data)


def found(data: bytes, saved: bytes) -> Differences:
    before = read(data)
    return differences(before, with_own_ids(before, returned(data, saved).draft))


@pytest.mark.parametrize("save", saves.SAVES)
@pytest.mark.parametrize("document", ["charter", "member-roster", "organization"])
def test_an_untouched_copy_has_no_edits(document: str, save: str) -> None:
    data = written("gansu", document)
    assert found(data, saves.SAVES[save](data)) == Differences()


@pytest.mark.parametrize("save", saves.SAVES)
def test_an_edited_copy_has_exactly_the_edits_made_and_facts_stay_facts(save: str) -> None:
    data = written("gansu", "agreement")
    edited = saves.reworded(data, "申请知识产权的权利归该单位。", "申请知识产权的权利归该单位，牵头单位享有优先受让权。")
    edited = saves.reworded(edited, "仲裁庭由三名仲裁员组成", "仲裁庭由一名仲裁员组成")
    edited = saves.reworded(edited, "年度分担金额", "每年分担金额")
    edited = saves.with_article(edited, "仅提供资金或者条件的参加单位的利益", "\u3000成果登记\u3000成员单位应当在成果完成之日起三十日内登记。")
    edited = saves.without_clause(edited, "publication")
    told = found(data, saves.SAVES[save](edited))
    assert {one.clause for one in told.changed} == {"ip_ownership_sole", "dispute_resolution", "running_costs"}
    assert [(len(one.before), len(one.after)) for one in told.changed] == [(1, 1)] * 3
    assert (len(told.added), told.removed, told.moved, told.facts) == (1, ("publication",), (), ())
    draft = returned(data, saves.SAVES[save](edited)).draft
    before, after = (
        [one.path for clause in one.clauses if clause.id == "dispute_resolution" for run in clause_inlines(clause) for one in run if isinstance(one, Fact)]
        for one in (read(data), draft)
    )
    assert before == after


@pytest.mark.parametrize("save", ["all bookmarks lost", "bookmarks and identity lost", "as a careless converter", "pasted as plain text"])
def test_a_fact_typed_over_is_known_as_one_without_bookmarks(save: str) -> None:
    data = written("gansu", "member-roster")
    told = found(data, saves.SAVES[save](saves.reworded(data, "0931-5550103", "13900001234")))
    assert [(one.path, one.new) for one in told.facts] == [("members[m01].contact.phone", "13900001234")]
    assert not told.changed


@pytest.mark.parametrize("save", ["bookmarks and identity lost", "pasted as plain text"])
def test_clauses_are_known_without_bookmarks(save: str, record_property: Any) -> None:
    """Also after a tenth of the articles was edited, one struck, one put in, one moved."""
    right = whole = 0
    for example in EXAMPLES:
        for document in ("charter", "agreement"):
            if document not in drafts(example):
                continue
            data = written(example, document)
            edits = saves.edited_at_random(data, 0.1, 3)
            for edited in (data, edits) if save == "pasted as plain text" else (edits,):
                truth = {clause.id: clause_text(clause) for clause in read(edited).clauses if not clause.id.startswith("article")}
                known = {clause.id: clause_text(clause) for clause in returned(data, saves.SAVES[save](edited)).draft.clauses}
                whole += len(truth)
                right += sum(known.get(name) == text or fuzz.ratio(known.get(name, ""), text) >= 90 for name, text in truth.items())
    record_property("clauses_known_without_bookmarks", f"{right}/{whole}")
    print(f"clauses known without bookmarks, {save}: {right} of {whole}, {right / whole:.1%}")
    assert right / whole >= 0.95


def test_an_article_typed_at_the_start_of_another_is_the_new_one_though_it_took_its_bookmark() -> None:
    data = written("gansu", "agreement")
    told = found(data, saves.with_article_typed_at_the_start_of(data, "ip_ownership_joint", "\u3000成果登记\u3000成果完成以后应当登记。"))
    assert (len(told.added), told.changed, told.removed, told.moved) == (1, (), (), ())


def test_an_article_whose_bookmark_fell_on_the_next_one_is_the_one_struck() -> None:
    data = written("gansu", "agreement")
    told = found(data, saves.without_clause_but_its_mark(data, "publication"))
    assert (told.added, told.changed, told.removed, told.moved) == ((), (), ("publication",), ())


def test_words_typed_beside_a_fact_are_wording_and_no_other_fact() -> None:
    data = written("gansu", "agreement")
    told = found(data, saves.beside_a_fact(data, "兰州仲裁委员会", "或者双方另行选定的机构"))
    assert [one.clause for one in told.changed] == ["dispute_resolution"]
    assert told.facts == ()


def test_references_brought_up_to_date_lead_where_they_led() -> None:
    data = written("gansu", "agreement")
    assert found(data, saves.with_references_shifted(data)) == Differences()


def test_typed_numbers_of_what_was_added_are_numbers_and_no_words() -> None:
    data = written("gansu", "charter")
    added = saves.flat_numbers(saves.with_article(data, "本联盟的简称为", "\u3000成果登记\u3000成果完成以后应当登记。"))
    before = read(data)
    after = with_own_ids(before, returned(data, added).draft)
    fresh = next(clause for clause in after.clauses if clause.id not in {clause.id for clause in before.clauses})
    assert fresh.rubric_text == "成果登记"
    assert clause_text(fresh).startswith("成果登记\n成果完成以后应当登记。")


def test_wording_put_in_the_place_of_a_fact_is_wording_and_another_value_is_a_fact() -> None:
    data = written("gansu", "agreement")
    plain = saves.SAVES["pasted as plain text"]
    told = found(data, plain(saves.reworded(data, "兰州仲裁委员会", "申请人住所地有管辖权的机构")))
    assert {one.clause for one in told.changed} >= {"dispute_resolution"}
    assert told.facts == ()
    told = found(data, plain(saves.reworded(data, "兰州仲裁委员会", "北京仲裁委员会")))
    assert told.changed == ()
    assert {one.new for one in told.facts} == {"北京仲裁委员会"}
