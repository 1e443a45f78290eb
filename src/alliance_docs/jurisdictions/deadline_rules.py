"""Deadlines as data: ``templates/common/deadlines.yaml`` and ``deadlines.yaml`` of a jurisdiction's folder.

A rule says from which day a deadline is counted, by the strict and by the lenient reading of its source, who owes it,
which filing answers it, and by what it is known to be done. The days are computed in ``dossier/deadlines.py``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.period import Period
from alliance_docs.jurisdictions.expressions import Expression, compile_expression
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import parse_yaml, read_text
from alliance_docs.jurisdictions.places import Home, home_of
from alliance_docs.jurisdictions.shape_errors import Fault, place_in, shape_errors
from alliance_docs.resources import data_folder

FILE = "deadlines.yaml"
COMMON = "common"
EXTRA = ("year", "term_start")
"""Names that expressions of rules may use beside the facts: the year meant, the day the council's present term began."""

Each = Literal["once", "year", "change", "instalment", "attachment", "resubmission"]
Words = {"once": (), "year": ("year",), "change": ("year", "count"), "instalment": ("count", "sum"), "attachment": ("kind", "member"),
         "resubmission": ("number", "count", "filing")}  # fmt: skip
"""What a deadline is counted for → the words its title may hold in {}."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Day(_Data):
    """How a day is reached: from *start* (an expression; without it the occasion's own day) by years, months and days.

    Each of them is a number or an expression. *month* and *day* then put the day at that date of its year; *day* may be
    ``last``.
    """

    start: str = ""
    years: int | str = 0
    months: int | str = 0
    month: int = Field(default=0, ge=0, le=12)
    day: int | Literal["last"] = 0
    days: int | str = 0


class Record(_Data):
    """What in the record of a year shows that something was done: a *table* or figure that is filled in.

    *says*: a row of the table whose *field* holds one of these words.
    """

    table: str
    field: str = ""
    says: tuple[str, ...] = ()


class DeadlineRule(_Data):
    """One rule.

    *each*: what it is counted for. Of ``change``: only those of these *types*, and that set one of these facts (*rows*, how
    their paths begin). Of ``year``: *since* an expression giving a day, *first* how many years after it the
    first falls, *every* how many years lie between, *about* the year meant (-1 the one before). *who* in general words,
    *unit* an expression for the unit's name. *filing* answers it; *done* (expression) or *record* tells that it is done.
    *reminder*: nothing is overdue when the day has passed. *document*: only where the jurisdiction has it. *unclear*:
    what in the source is open, where *strict* and *lenient* differ.
    """

    id: str = Field(pattern=r"^[A-Z0-9]{2,4}-[a-z0-9-]+$")
    title: str
    basis: str
    each: Each = "once"
    types: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    when: str = ""
    document: str = ""
    since: str = ""
    first: int = 1
    every: int = Field(default=1, ge=1)
    about: int = 0
    strict: Day
    lenient: Day | None = None
    unclear: str = ""
    who: str
    unit: str = ""
    filing: str = ""
    done: str = ""
    record: Record | None = None
    reminder: bool = False
    note: str = ""
    place: str = Field(default="", exclude=True)

    def expressions(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield every expression with its place in the rule."""
        for name in ("when", "since", "unit", "done"):
            if text := getattr(self, name):
                yield (name,), text
        for name, day in (("strict", self.strict), ("lenient", self.lenient)):
            for part in ("start", "years", "months", "days") if day else ():
                value = getattr(day, part)
                if isinstance(value, str) and value:
                    yield (name, part), value


class Band(_Data):
    """How urgent: due within *days*; the last band has no limit."""

    title: str
    days: int | None = None


class Manner(_Data):
    """How deadlines are listed: the *bands* of urgency; how many days *behind* and *ahead* are looked at; *alarms* in days before."""

    bands: tuple[Band, ...]
    behind: int
    ahead: int
    alarms: tuple[int, ...] = ()


class DeadlineFile(_Data):
    """A whole file; only the common one says the *manner*."""

    manner: Manner | None = None
    deadlines: tuple[DeadlineRule, ...]


def deadline_rules(jurisdiction_id: str) -> tuple[DeadlineRule, ...]:
    """Return the rules for alliances of a jurisdiction, its own first. Raises UserErrors with file and line."""
    rules, errors = read_deadlines(home_of(jurisdiction_id))
    common, wrong = _common()
    if errors or wrong:
        raise UserErrors([*errors, *wrong])
    own = {rule.id for rule in rules}
    return (*rules, *(rule for rule in common.deadlines if rule.id not in own))


def manner() -> Manner:
    """Return how deadlines are listed."""
    found, errors = _common()
    if errors or found.manner is None:
        raise UserErrors(errors or [UserError("缺少“manner”", place=f"{COMMON}/{FILE}:1")])
    return found.manner


def compiled(source: str, place: str) -> Expression:
    """Compile an expression of a rule. Raises UserError with *place*."""
    return compile_expression(source, place, extra=EXTRA)


@lru_cache(maxsize=1)
def _common() -> tuple[DeadlineFile, list[UserError]]:
    path = data_folder("templates") / COMMON / FILE
    return _read(read_text(path, f"{COMMON}/{FILE}"), f"{COMMON}/{FILE}")


@lru_cache(maxsize=16)
def _own(home: Home) -> tuple[DeadlineFile, list[UserError]]:
    path = home.folder / FILE
    if not path.is_file():
        return DeadlineFile(deadlines=()), []
    try:
        return _read(read_text(path, home.name(FILE)), home.name(FILE))
    except UserError as error:
        return DeadlineFile(deadlines=()), [error]


def read_deadlines(home: Home) -> tuple[tuple[DeadlineRule, ...], list[UserError]]:
    """Return the rules of a jurisdiction's own file and every mistake of shape in it; none of either without a file."""
    found, errors = _own(home)
    return found.deadlines, list(errors)


def lint_deadlines(home: Home, jurisdiction: Jurisdiction) -> list[UserError]:
    """Return every mistake in a jurisdiction's file: of shape, and names that lead nowhere."""
    found, errors = _own(home)
    name = home.name(FILE)
    if errors or not found.deadlines:
        return list(errors)
    raw = parse_tree(read_text(home.folder / FILE, name), name)
    faults = list(_faults(found, jurisdiction))
    if found.manner is not None:
        faults.append((("manner",), "manner 只写在 common/deadlines.yaml 中", "请删去"))
    return [UserError(message, place=place_in(name, raw, loc), remedy=remedy) for loc, message, remedy in faults]


def parse_tree(text: str, name: str) -> Any:
    """Return the round-trip tree of a file, for the lines."""
    from ruamel.yaml import YAML

    parse_yaml(text, name)  # raises with the line
    return YAML(typ="rt", pure=True).load(text)


def _read(text: str, name: str) -> tuple[DeadlineFile, list[UserError]]:
    empty = DeadlineFile(deadlines=())
    try:
        data = parse_yaml(text, name)
    except UserError as error:
        return empty, [error]
    if not isinstance(data, Mapping):
        return empty, [UserError("应为“名称: 内容”的对照", place=f"{name}:1", remedy="对照 docs/deadlines.md")]
    raw = parse_tree(text, name)
    try:
        found = DeadlineFile.model_validate(data)
    except ValidationError as failed:
        return empty, list(shape_errors(failed, DeadlineFile, name, raw))
    placed = [rule.model_copy(update={"place": place_in(name, raw, ("deadlines", at))}) for at, rule in enumerate(found.deadlines)]
    faults = list(_own_faults(found))
    errors = [UserError(message, place=place_in(name, raw, loc), remedy=remedy) for loc, message, remedy in faults]
    return found.model_copy(update={"deadlines": tuple(placed)}), errors


def _own_faults(found: DeadlineFile) -> Iterator[Fault]:
    """Yield what is wrong by itself, whatever jurisdiction it is for."""
    seen: set[str] = set()
    for at, rule in enumerate(found.deadlines):
        here = ("deadlines", at)
        if rule.id in seen:
            yield (*here, "id"), f"期限“{rule.id}”写了两次", "每个只写一次"
        seen.add(rule.id)
        for loc, message, remedy in _rule_faults(rule):
            yield (*here, *loc), message, remedy


def _rule_faults(rule: DeadlineRule) -> Iterator[Fault]:
    import string

    if rule.each == "year" and not rule.since:
        yield ("each",), "每年的期限没有写明从哪一天起", "补上 since，例如 since: dates.approval"
    if rule.each == "once" and not rule.strict.start:
        yield ("strict",), "一次性的期限没有写明从哪一天起算", "补上 start，例如 start: dates.pilot_start"
    if rule.lenient is not None and not rule.unclear:
        yield ("lenient",), "有从严、从宽两种理解，没有写明哪里不明确", "补上 unclear"
    try:
        named = [name for _, name, _, _ in string.Formatter().parse(rule.title) if name is not None]
    except ValueError:
        named = []
        yield ("title",), "花括号没有配对", "花括号只用于 {year} 一类的词"
    for name in named:
        if name not in Words[rule.each]:
            yield ("title",), f"标题中没有“{name}”这个词", f"可用的有：{'、'.join(Words[rule.each]) or '（无）'}"
    if rule.record is not None:
        yield from _record_faults(rule.record)
    for loc, source in rule.expressions():
        try:
            compiled(source, "")
        except UserError as error:
            yield loc, error.message, error.remedy


def _record_faults(record: Record) -> Iterator[Fault]:
    tables = list(Period.model_fields)
    if record.table not in tables:
        yield ("record", "table"), f"年度资料中没有“{record.table}”", nearest(record.table, tables) or "见 alliance-docs facts periods"
    if record.says and not record.field:
        yield ("record", "says"), "写了 says，没有写看哪一栏", "补上 field，例如 field: kind"


def _faults(found: DeadlineFile, jurisdiction: Jurisdiction) -> Iterator[Fault]:
    filings = [one.id for one in jurisdiction.filings]
    documents = [one.id for one in jurisdiction.documents]
    for at, rule in enumerate(found.deadlines):
        for key, known, what in (("filing", filings, "材料"), ("document", documents, "文书")):
            yield from _unknown(getattr(rule, key), known, ("deadlines", at, key), what)


def _unknown(word: str, known: Collection[str], loc: tuple[str | int, ...], what: str) -> Iterator[Fault]:
    if word and word not in known:
        yield loc, f"没有“{word}”这份{what}", nearest(word, known) or f"可用的有：{'、'.join(known)}"
