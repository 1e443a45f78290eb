"""Strangers' templates and expressions reach the facts, read-only, and nothing else."""

from __future__ import annotations

import contextlib

import pytest

from alliance_docs.drafting.environment import environment
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.view import Scope
from alliance_docs.jurisdictions.expressions import Undecided, compile_expression

FACTS = Facts.model_validate(
    {
        "alliance": {"name": "某联盟"},
        "members": [{"id": "m01", "name": "甲公司", "type": "企业", "role": "牵头单位"}, {"id": "m02", "name": "乙大学", "type": "高校"}],
        "confidentiality": {"years": 5},
    }
)

ATTACKS = [
    "alliance.parse_raw('x')", "alliance.model_dump()", "members.pop()", "members.append(1)", "alliance.__class__",
    "().__class__.__bases__", "''.__class__.__mro__", "alliance.name.format('x')", "'{0.__class__}'.format(alliance)",
    "range(10**12)", "range(3)", "'x' * 10**9", "9 ** 9 ** 9", "cycler.__init__.__globals__", "lipsum.__globals__",
    "namespace()", "dict(a=1)", "joiner()", "self.__dict__", "alliance|attr('__class__')", "members|map(attribute='__class__')",
    "members|list", "alliance|pprint", "members|each('__class__')", "members|where('__class__', 1)", "(members)[0]", "{}.keys()",
    "'%s' % alliance", "alliance.name ~ 'x'", "loop.__class__", "config", "request", "super", "box.__globals__",
]  # fmt: skip


@pytest.mark.parametrize("source", ATTACKS)
def test_an_expression_cannot_leave_the_facts(source: str) -> None:
    with pytest.raises((UserError, Undecided)):
        compile_expression(source, "q.yaml:1").value(FACTS)


HARMLESS = ["(members)[0]", "alliance.name ~ 'x'"]
"""Refused when a template is loaded; were they run all the same, they would only print."""


@pytest.mark.parametrize("source", [source for source in ATTACKS if source not in HARMLESS])
def test_even_unchecked_templates_meet_the_second_wall(source: str) -> None:
    """Jinja itself, without our first check (as docxtpl runs it), still opens nothing."""
    from jinja2.exceptions import TemplateError

    from alliance_docs.drafting.tokens import Tokens, current
    from alliance_docs.errors import AllianceDocsError

    before = current.set(Tokens())
    try:
        with pytest.raises((TemplateError, AllianceDocsError, TypeError, AttributeError)):
            environment().from_string("{{ " + source + " }}").render(Scope(FACTS).names())
    finally:
        current.reset(before)


def test_expressions_answer_over_facts() -> None:
    assert compile_expression("counts.members >= 2 and lead.type == '企业'", "q:1").value(FACTS) is True
    assert compile_expression("lead", "q:1").value(FACTS) == "m01"
    assert compile_expression("members|where('type', '高校')|length", "q:1").value(FACTS) == 1
    assert compile_expression("confidentiality.years + 1", "q:1").value(FACTS) == 6


def test_an_expression_over_an_unknown_fact_says_which() -> None:
    with pytest.raises(Undecided) as caught:
        compile_expression("dispute.mode == '仲裁'", "q:1").value(FACTS)
    assert (caught.value.path, caught.value.options) == ("dispute.mode", ("仲裁", "诉讼"))


def test_a_misspelt_name_is_found_when_loading_with_the_nearest() -> None:
    with pytest.raises(UserError, match="是否要写“years”") as caught:
        compile_expression("confidentiality.yaers > 3", "gansu.yaml:12")
    assert caught.value.place == "gansu.yaml:12"


def test_nothing_a_template_does_changes_the_facts() -> None:
    before = FACTS.model_dump()
    for source in ("members|names", "members|each('name')|length", "members|where('type','企业')|length"):
        with contextlib.suppress(UserError):
            compile_expression(source, "q:1").value(FACTS)
    assert FACTS.model_dump() == before


def test_an_expression_nested_too_deep_is_refused() -> None:
    with pytest.raises(UserError, match="嵌套过深"):
        compile_expression("not " * 3000 + "pending", "q:1")
