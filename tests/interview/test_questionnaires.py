"""The questionnaires that ship: complete, ordered as a secretary can answer, honest in what they assume."""

from __future__ import annotations

import re

import pytest

from alliance_docs.dossier.drafts import draft_all, plan_package
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.draft import Blank, Fact, clause_inlines
from alliance_docs.facts.fields import fields
from alliance_docs.interview.loading import load, pattern_of_question
from alliance_docs.interview.questionnaire import Questionnaire
from alliance_docs.jurisdictions.places import homes
from alliance_docs.resources import data_folder

NOT_ASKED = re.compile(
    r"jurisdiction|deferred|skipped|.*\bid|members\[\]\.(role|stage|consent_date|joined|withdrawn|withdrawal_note)"
    r"|meetings\.preparatory\.(time|attending|proxies|observers|notes|results\[\]\..*)"
    r"|.*\.(phone|email)|members\[\]\.contact\.title|periods\[\]\..*"
)
EXAMPLES = data_folder("examples")


def _printed(jurisdiction: str) -> set[str]:
    """Patterns of all facts that the documents of the shipped example print, known or blank."""
    facts = read_answers(EXAMPLES / f"{jurisdiction}.yaml")
    drafts = draft_all(plan_package(facts)).drafts
    runs = (run for draft in drafts.values() for clause in draft.clauses for run in clause_inlines(clause))
    return {re.sub(r"\[[^\]]*\]", "[]", one.path) for run in runs for one in run if isinstance(one, Fact | Blank) and one.path}


@pytest.mark.parametrize("jurisdiction", sorted(path.stem for path in EXAMPLES.glob("*.yaml")))
def test_every_fact_that_a_package_prints_is_asked(jurisdiction: str) -> None:
    questions = load(jurisdiction)
    asked = {pattern_of_question(question.path) for _, question in questions}
    asked |= {f"{question.path}[].{question.key}" for _, question in questions if question.key}
    asked |= {f"{path}[]" for path in asked}
    known = {path for path, field in fields().items() if field.kind != "record"}
    assert sorted(path for path in (_printed(jurisdiction) & known) - asked if not NOT_ASKED.fullmatch(path)) == []


@pytest.mark.parametrize("jurisdiction", sorted(homes()))
def test_the_core_is_at_most_fifteen_questions(jurisdiction: str) -> None:
    assert len([question for _, question in load(jurisdiction) if question.core]) <= 15


def test_the_core_follows_the_order_a_secretary_can_answer(gansu: Questionnaire) -> None:
    core = [question.path for _, question in gansu if question.core]
    order = ["alliance.name", "alliance.field", "lead.name", "lead.city", "members", "bearer.member", "office.host", "tasks", "dates.adoption", "dispute.mode"]
    assert [path for path in core if path in order] == order


def test_questions_speak_the_words_of_the_jurisdiction() -> None:
    asked = {question.path: question for _, question in load("guangdong-2012")}
    assert "秘书处" in asked["office.host"].ask
    words = "".join(f"{one.ask}{one.label}{one.help}{one.why}" for one in asked.values())
    for foreign in ("联盟办公室", "理事会", "理事长", "技术专家委员会"):
        assert foreign not in words, foreign


def test_dispute_resolution_is_never_assumed_and_has_no_default(gansu: Questionnaire) -> None:
    question = gansu.question("dispute.mode")
    assert question is not None
    assert question.default is None
    assert not question.assume
    assert question.defer


def test_what_is_assumed_says_where_it_comes_from(gansu: Questionnaire) -> None:
    assert [question.path for _, question in gansu if question.assume and not question.source] == []


def test_assumed_names_and_dates_only_repeat_an_answer(gansu: Questionnaire) -> None:
    """A date or a unit is assumed only as a copy of one already given, never from a constant."""
    for _, question in gansu:
        if question.assume and question.field.kind in ("date", "member"):
            assert question.default is not None
            assert re.fullmatch(r"[a-z_.]+", question.default.source), question.path  # type: ignore[union-attr]


def test_the_number_of_filing_copies_is_marked_as_a_guess(gansu: Questionnaire) -> None:
    question = gansu.question("copies.filing")
    assert question is not None
    assert "估计值" in question.source + question.help


def test_a_choice_left_to_the_lawyer_shows_what_each_option_entails(gansu: Questionnaire) -> None:
    for _, question in gansu:
        if question.defer and question.choices:
            assert all(choice.consequence for choice in question.choices), question.path


def test_gansu_cites_sections_its_notice_has(gansu: Questionnaire) -> None:
    """甘肃通知 has 一(一)–(三), 二(一)–(五), 三(一)–(三), 四1–4; 一(二), 一(三) and 三(二) are numbered further."""
    known = {"一(一)", "二(一)", "二(二)", "二(三)", "二(四)", "二(五)", "三(一)", "三(二)", "三(三)", "四1", "四2", "四3", "四4", "一(二)", "一(三)"}
    known |= {f"{part}{number}" for part in ("一(二)", "一(三)", "三(二)", "三(一)") for number in range(1, 5)}
    for _, question in gansu:
        for cited in re.findall(r"甘肃通知 ([^；，]+)", question.source):
            assert set(cited.split("、")) <= known, (question.path, cited)


def test_every_question_ends_as_a_question_or_a_request(gansu: Questionnaire) -> None:
    for _, question in gansu:
        assert question.ask[-1] in "？。", question.path
