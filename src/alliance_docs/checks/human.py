"""What of the legal checks no machine can tell, as data: what somebody must look at, in which document, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alliance_docs.checks.basis import Basis, in_force, read_basis
from alliance_docs.checks.case import Case
from alliance_docs.checks.data import Entry, read_entries
from alliance_docs.checks.rule import rule_ids
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.view import Undecided
from alliance_docs.jurisdictions.expressions import Expression, compile_expression
from alliance_docs.resources import data_folder

KEYS = ("id", "look", "documents", "reason", "basis", "applies")


@dataclass(frozen=True)
class HumanCheck:
    """The part of the rule *id* that needs a reader: *look* at what, in which *documents*, and the *reason* no machine can tell."""

    id: str
    look: str
    documents: tuple[str, ...]
    reason: str
    basis: tuple[Basis, ...]
    place: str
    applies: Expression | None = None


@dataclass(frozen=True)
class HumanRow:
    """One row of 需人工核对 in the compliance table; *where*: 组建协议、章程."""

    id: str
    look: str
    where: str
    reason: str
    basis: str


@cache
def human_checks() -> Mapping[str, HumanCheck]:
    """Load ``templates/common/human-checks.yaml`` once, by id. Raises UserErrors with file and line of everything wrong."""
    return read_human_checks(data_folder("templates") / "common" / "human-checks.yaml")


def read_human_checks(path: Path) -> Mapping[str, HumanCheck]:
    """Read a file of human checks, in its order. Raises UserErrors with file and line of everything wrong."""
    found: dict[str, HumanCheck] = {}
    errors: list[UserError] = []
    rules = rule_ids()
    for entry in read_entries(path):
        try:
            found[entry.text("id")] = _read(entry, rules)
        except UserError as error:
            errors.append(error)
    if errors:
        raise UserErrors(errors)
    return found


def _read(entry: Entry, rules: Collection[str]) -> HumanCheck:
    entry.only(KEYS)
    rule = entry.text("id")
    if rule not in rules:
        raise entry.error("没有这条规则", nearest(rule, rules) or "写规则的编号，例如 LC-FM-08")
    documents = entry.texts("documents")
    if not documents:
        raise entry.error("“documents”不能为空", "写明在哪些文书中核对，例如 [agreement, charter]")
    applies = entry.text("applies")
    basis = read_basis(entry)
    if not basis:
        raise entry.error("“basis”不能为空", "写法与规则相同；没有法律依据的写 惯例")
    return HumanCheck(
        rule,
        entry.text("look", required=True),
        documents,
        entry.text("reason", required=True),
        basis,
        entry.place,
        compile_expression(applies, entry.place) if applies else None,
    )


def human_rows(case: Case, documents: Collection[str]) -> tuple[HumanRow, ...]:
    """Return what must be looked at by somebody in *documents* (ids of a filing), said as the jurisdiction does."""
    return tuple(_rows(case, documents))


def _rows(case: Case, documents: Collection[str]) -> Iterator[HumanRow]:
    titles = {one.id: one.short_title for one in case.jurisdiction.documents if one.id in documents}
    for check in human_checks().values():
        here = [titles[document] for document in check.documents if document in titles]
        if here and _counts(check, case):
            basis = in_force(check.basis, case.signing_date, case.today, case.jurisdiction.policy.cited)
            yield HumanRow(check.id, case.speech.say(check.look), "、".join(here), case.speech.say(check.reason), basis)


def _counts(check: HumanCheck, case: Case) -> bool:
    if check.applies is None:
        return True
    try:
        return bool(check.applies.value(case.scope))
    except Undecided:
        return True
