"""The same facts in another jurisdiction: what carries over is data, every field is classified, every pair works."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_docs.dossier.carry_conditions import CONDITIONS
from alliance_docs.dossier.carry_over import carry_over
from alliance_docs.dossier.carrying import carry, label_of
from alliance_docs.dossier.fact_tree import texts_at
from alliance_docs.dossier.own_words import replaced, translator, turned_back, words_of
from alliance_docs.dossier.proposals import propose
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.vocabulary import vocabulary
from alliance_docs.facts.assign import assign
from alliance_docs.facts.consistency import problems
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import fields
from alliance_docs.facts.former import left_names
from alliance_docs.facts.lookup import lookup, walk
from alliance_docs.facts.tree import as_tree
from alliance_docs.jurisdictions.loading import load_jurisdiction

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SHIPPED = ("gansu", "g60", "guangdong-2012", "guangdong-2016", "guangxi")
PAIRS = list(permutations(SHIPPED, 2))


@pytest.fixture(scope="module")
def example_of() -> dict[str, Facts]:
    return {one: read_answers(EXAMPLES / f"{one}.yaml") for one in SHIPPED}


def carried(facts: Facts, old: str, new: str):
    return carry(facts, load_jurisdiction(old), load_jurisdiction(new))


# --- the data ---------------------------------------------------------------------------------------------------------


def test_every_field_is_classified_once() -> None:
    leaves = [path for path, field in fields().items() if field.kind != "record" and not path.endswith("[]")]
    wrong = {path: found for path in leaves if len(found := carry_over().classes_of(path)) != 1}
    assert wrong == {}


def test_the_file_names_only_what_there_is() -> None:
    rules = carry_over()
    listed = [*rules.carry, *(path for group in rules.left_behind() for path in group.paths), *rules.names, *rules.speak, *rules.review]
    assert [path for path in listed if path not in fields()] == []
    assert {group.condition for group in rules.when} == set(CONDITIONS)
    assert all(group.reason for group in rules.left_behind())


# --- facts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_between_any_two_the_members_come_along_and_nothing_of_the_old_founding(example_of, old: str, new: str) -> None:
    facts = example_of[old]
    done = carried(facts, old, new)
    assert done.facts.jurisdiction == new
    assert [member.name for member in done.facts.members or ()] == [member.name for member in facts.active_members]
    assert [task.title for task in done.facts.tasks or ()] == [task.title for task in facts.tasks or ()]
    assert done.facts.dispute == facts.dispute
    for path in ("dates", "meetings", "formation.policies", "formation.local_authority", "periods"):
        assert lookup(done.facts, path) is None
    assert all(member.stage is None and member.consent_date is None for member in done.facts.members or ())
    assert len(done.facts.leads) <= load_jurisdiction(new).leads
    assert problems(done.facts) == []
    assert done.count > 800
    assert len({one.path for one in done.dropped}) == len(done.dropped)
    assert all(one.reason and "{" not in one.reason for one in done.dropped)


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_organs_speak_the_words_of_the_new_jurisdiction(example_of, old: str, new: str) -> None:
    there = load_jurisdiction(new)
    done = carried(example_of[old], old, new).facts
    spoken = vocabulary(there, done)
    for key in ("assembly", "council", "experts", "office", "supervision"):
        assert spoken[key] == there.vocabulary[key]
    own = [organ.name for organ in example_of[old].organs or () if organ.role == "group"]
    assert [organ.name for organ in done.organs or () if organ.role == "group"] == own
    ids = {organ.id for organ in done.organs or ()}
    assert all(organ.parent in ids for organ in done.organs or () if organ.parent)


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_texts_of_the_alliances_own_organs_speak_the_new_words(example_of, old: str, new: str) -> None:
    tree = as_tree(carried(example_of[old], old, new).facts)
    there = load_jurisdiction(new).vocabulary
    words = words_of(load_jurisdiction(old), example_of[old])
    known = dict.fromkeys([*there.values(), *(word for word, key in words.items() if not key)], " ")
    stale = [word for word, key in words.items() if key and there[key] != word]
    for path in carry_over().speak:
        for text in texts_at(tree, path):
            assert not [word for word in stale if word in replaced(text, known)], (path, text)


def test_names_that_do_not_fit_become_names_that_must_not_appear(example_of) -> None:
    facts = example_of["gansu"]
    done = carried(facts, "gansu", "g60").facts
    assert done.alliance is not None
    assert done.alliance.name is None
    assert done.former_names == (facts.alliance.name, facts.alliance.short_name, facts.alliance.english_name)
    again = carried(assign(done, "alliance.name", "长三角G60科创走廊乙产业联盟"), "g60", "guangxi").facts
    assert set(done.former_names) < set(again.former_names or ())


def test_a_name_that_fits_is_kept(example_of) -> None:
    done = carried(example_of["guangdong-2016"], "guangdong-2016", "guangdong-2012").facts
    assert done.alliance is not None
    assert done.alliance.name == example_of["guangdong-2016"].alliance.name
    assert done.former_names is None


def test_the_same_jurisdiction_leaves_everything_as_it_is(example_of) -> None:
    assert carried(example_of["gansu"], "gansu", "gansu").facts is example_of["gansu"]


def test_a_policy_with_one_lead_takes_the_first_of_two(example_of) -> None:
    done = carried(example_of["guangxi"], "guangxi", "gansu")
    assert [member.id for member in done.facts.leads] == ["m01"]
    assert any(one.path == "members[].role" and "最多 1 家" in one.reason for one in done.dropped)


def test_members_that_left_stay_behind_with_all_that_names_them(example_of) -> None:
    facts = example_of["gansu"]
    for path, value in (("members[m02].stage", "退出"), ("council.seats[1].member", "m02"), ("tasks[t01].lead", "m02")):
        facts = assign(facts, path, value)
    name = facts.member("m02").name
    done = carried(facts, "gansu", "g60")
    assert done.facts.member("m02") is None
    assert not any(field.kind == "member" and value in ("m02", name) for _, field, value in walk(done.facts))
    assert problems(done.facts) == []
    assert done.dropped[[one.path for one in done.dropped].index("members")].label == name
    assert len(done.facts.council.seats) == len(facts.council.seats) - len([s for s in facts.council.seats if s.member == "m02"])


def test_open_questions_come_along_where_they_still_stand(example_of) -> None:
    facts = example_of["gansu"].model_copy(
        update={"deferred": ("dates.filing", "ip.transfer", "members[m03].approval.date", "dispute.tribunal"), "skipped": ("alliance.scope",)}
    )
    facts = assign(facts, "dispute.tribunal", None)
    facts = assign(facts, "ip.transfer", None).model_copy(update={"deferred": facts.deferred})
    done = carried(facts, "gansu", "g60").facts
    assert done.deferred == ("dispute.tribunal", "ip.transfer")
    assert done.skipped is None


def test_class_names_of_fees_are_said_in_the_new_words(example_of) -> None:
    done = carried(example_of["guangxi"], "guangxi", "guangdong-2012").facts
    assert done.funding.fee_standards[0].role == "执委会主席单位"


def test_texts_that_speak_of_the_old_place_are_named(example_of) -> None:
    assert "联盟定位" in carried(example_of["gansu"], "gansu", "g60").review


def test_labels_say_where_a_fact_belongs() -> None:
    gansu = load_jurisdiction("gansu")
    assert label_of("members[].approval.date", gansu) == "成员单位的内部审批的决策日期"
    assert label_of("alliance.name", gansu) == "联盟全称"
    assert label_of("meetings", gansu) == "会议"


def test_a_word_that_is_right_already_is_not_said_twice() -> None:
    gansu, g60, gd12 = map(load_jurisdiction, ("gansu", "g60", "guangdong-2012"))
    assert translator(words_of(g60, Facts()), gansu.vocabulary)("技术专家委员会和秘书处") == "技术专家委员会和联盟办公室"
    assert translator(words_of(g60, Facts()), gd12.vocabulary)("联盟成员大会选举理事长") == "联盟成员大会选举执委会主席"


# --- names ------------------------------------------------------------------------------------------------------------


def test_an_old_name_inside_the_new_one_is_no_old_name() -> None:
    facts = assign(assign(Facts(), "former_names", ["甲储能联盟", "储能联盟"]), "alliance.name", "新甲储能联盟")
    assert left_names(facts, "新甲储能联盟的章程") == ()
    assert left_names(facts, "甲储能联盟和储能联盟") == ("甲储能联盟", "储能联盟")
    assert left_names(facts, "甲储能联盟的章程") == ("甲储能联盟",)


# --- wording ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_wording_turns_names_and_organ_words_back(example_of, old: str, new: str) -> None:
    facts, here = example_of[old], load_jurisdiction(old)
    words = {key: word for word, key in words_of(here, facts).items() if key}
    line = f"{facts.alliance.name}（简称{facts.alliance.short_name}）的{words['chair']}主持{words['council']}，任务牵头单位向{words['office']}报告。"
    made = turned_back(line, facts, here, load_jurisdiction(new))
    assert made == "{{ alliance.name }}（简称{{ alliance.short_name }}）的{{ v.chair }}主持{{ v.council }}，任务牵头单位向{{ v.office }}报告。"


@given(st.text(alphabet="甲联盟理事长会单位{}%# \n", max_size=40))
def test_what_jinja_reads_is_left_alone(text: str) -> None:
    gansu, g60 = load_jurisdiction("gansu"), load_jurisdiction("g60")
    facts = assign(Facts(), "alliance.name", "甲联盟")
    quoted = "{% if a == '理事会' %}{{ x|where('post', '理事长') }}{# 理事会 #}"
    made = turned_back(quoted + text.replace("{", "").replace("}", ""), facts, gansu, g60)
    assert made.startswith(quoted)
    assert turned_back(made, facts, gansu, g60) == made


def test_a_document_the_other_jurisdiction_does_not_have_is_named(example_of, tmp_path: Path) -> None:
    (tmp_path / "application-letter.md").write_text("x", encoding="utf-8")
    (tmp_path / "application-form.docx").write_bytes(b"x")
    (tmp_path / "charter.md").write_text(
        '{% extends "below" %}\r\n{% block purpose %}\r\n## 目的\r\n理事会。\r\n{% endblock %}\r\n{% block after_nowhere %}\r\n## 甲\r\n乙。\r\n{% endblock %}\r\n',
        encoding="utf-8-sig", newline="",
    )  # fmt: skip
    gansu, g60 = load_jurisdiction("gansu"), load_jurisdiction("g60")
    done = carry(example_of["gansu"], gansu, g60).facts
    proposals, refused = propose(tmp_path, example_of["gansu"], gansu, g60, done)
    assert [(one.document, one.clauses, one.missing) for one in proposals] == [("charter", 2, ("after_nowhere",))]
    assert "{{ v.council }}。" in proposals[0].text
    assert [one.file for one in refused] == ["application-form.docx", "application-letter.md"]
