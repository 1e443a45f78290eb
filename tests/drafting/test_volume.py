"""A bound volume: its own contents, every part with its own numbers, references inside a part still leading there."""

from __future__ import annotations

from alliance_docs.drafting.draft import Contents, Draft, Ref, clause_inlines
from alliance_docs.drafting.engine import Setting, draft_document
from alliance_docs.drafting.layers import LayeredDocument, read_layer
from alliance_docs.drafting.references import resolve
from alliance_docs.drafting.volume import bind
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.names import Known, root_shapes
from alliance_docs.word.contents import entries
from alliance_docs.word.reader import read
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

TEXT = """{% block front %}
@contents
@page
{% endblock %}
# 总则
{% block purpose %}
## 目的
为规范联盟，制定本NAME。
{% endblock %}
{% block effect %}
## 生效
依照[](#purpose)的规定生效。
{% endblock %}
"""


def draft(name: str) -> Draft:
    known = Known(root_shapes(), {})
    text, errors = read_layer("common", f"{name}.md", TEXT.replace("NAME", name), known)
    assert text, errors
    return draft_document(LayeredDocument(name, (text,)), Facts(), Setting("x", {}), name)


def volume() -> Draft:
    parts = resolve({name: draft(name) for name in ("charter", "agreement")})
    return bind("申报材料", None, [("章程", parts["charter"]), ("协议", parts["agreement"])])


def test_there_is_one_contents_page_that_lists_every_part() -> None:
    bound = volume()
    assert sum(isinstance(block, Contents) for clause in bound.clauses for block in clause.blocks) == 1
    assert [entry.text for entry in entries(bound)] == ["第一部分　章程", "第一章　总则", "第二部分　协议", "第一章　总则"]


def test_articles_start_again_in_each_part() -> None:
    bound = read(write(volume(), common_shell(), Meta()))
    assert [clause.number for clause in bound.clauses if clause.kind == "article"] == [1, 2, 1, 2]


def test_a_reference_leads_to_the_article_of_its_own_part() -> None:
    found = {
        one.clause
        for clause in volume().clauses
        for run in clause_inlines(clause)
        for one in run
        if isinstance(one, Ref)
    }
    assert found == {"charter.purpose", "agreement.purpose"}
