"""Facts of a later occasion (a year's data, a re-election) that a filing is drafted from: what is missing, and who asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from alliance_docs.dossier.change_filing import reports_changes
from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.in_force import date_of
from alliance_docs.dossier.instances import instances
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.view import Undecided
from alliance_docs.interview.loading import load
from alliance_docs.interview.questionnaire import Question, Section
from alliance_docs.jurisdictions.jurisdiction import Filing

_PATH = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")
_ROOTS = {"period": "periods"}
"""Names of texts and conditions → the fact they are computed from."""


def refuse_empty(plan: Plan, filing: Filing) -> None:
    """Raise UserError when no document of the filing can be drafted yet, naming what is missing and who asks for it."""
    whole = plan.whole.filing(filing.id)
    if whole is None or next(instances(plan.jurisdiction, plan.facts, filing), None) is not None:
        return
    conditions = [document.when for name in whole.documents if (document := plan.whole.document(name)) is not None]
    told = next(_asked(plan, lambda root: any(re.search(rf"\b{root}\b", one) for one in conditions)), None)
    what = f"{filing.title}材料没有一份可以起草"
    if told is None:
        raise UserError(what, place=f"--filing {filing.id}", remedy="用 alliance-docs ask 填写这套材料的事实")
    raise UserError(f"{what}：还没有填写{told[0]}", place=f"--filing {filing.id}", remedy=told[1])


def missing_occasion(plan: Plan, filing: Filing) -> str:
    """Return what to answer first for a later filing whose own facts and date are not known; '' where nothing is missing."""
    first = plan.jurisdiction.filings[0].id if plan.jurisdiction.filings else ""
    if filing.id == first or reports_changes(filing) or date_of(filing, plan.facts) is not None:
        return ""
    root = _ROOTS.get(filing.date.split(".")[0], filing.date.split(".")[0])
    if lookup(plan.facts, root):
        return ""
    told = next(_asked(plan, lambda one: one == root), None)
    return f"还没有填写{told[0]}：{told[1]}" if told else ""


def _asked(plan: Plan, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Yield, for each kind of fact that is *wanted* by its name, what it is called and how it is filled in."""
    for section, question in load(plan.jurisdiction.id):
        root = re.split(r"[.\[]", question.path)[0]
        if wanted(root) or any(wanted(alias) for alias, name in _ROOTS.items() if name == root):
            yield field_of(root).label, _how(section, question, plan.facts)


def _how(section: Section, question: Question, facts: Facts) -> str:
    title = section.title.partition("（")[0]
    before = [] if question.when is None or _holds(question, facts) else _PATH.findall(question.when.source)
    open_ones = [f"{field_of(path).label}（{path}）" for path in before if lookup(facts, path) is None]
    first = f"先填写{'、'.join(open_ones)}，再" if open_ones else ""
    return f"{first}用 alliance-docs ask --section {title} 填写"


def _holds(question: Question, facts: Facts) -> bool:
    try:
        return question.when is None or bool(question.when.value(facts))
    except Undecided:
        return False
