"""Going back during the core questions stays among them."""

from __future__ import annotations

from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.interview.interview import Interview
from alliance_docs.interview.loading import load


def test_progress_counts_the_core_questions_while_going_back() -> None:
    facts = assign(Facts(jurisdiction="gansu"), "alliance.name", "甘肃省样例产业技术创新联盟")
    talk = Interview(load("gansu"), facts, lambda path, value: None)
    before = talk.progress().total
    talk.back()
    step = talk.next()
    assert step is not None
    assert step.path == "alliance.name"
    assert talk.progress().total == before
    assert before <= 15
