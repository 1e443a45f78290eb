"""A rule: what it says, how grave it is, what it rests on. Loaded from ``templates/*/rules/*.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from alliance_docs.checks.basis import Basis, read_basis
from alliance_docs.checks.data import INPUTS, PAGE_KEYS, Entry, as_texts, read_entries
from alliance_docs.checks.finding import SEVERITIES, Severity
from alliance_docs.checks.fix_data import Recipe, read_recipe
from alliance_docs.checks.point_data import Points, read_points
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.jurisdictions.expressions import Expression, compile_expression
from alliance_docs.jurisdictions.places import Home, home_of
from alliance_docs.resources import data_folder

KEYS = (
    "id", "name", "severity", "basis", "remedy", "messages", "severities", "remedies", "applies", "scope",
    "text", "topics", "points", "paths", "counts", "fix", INPUTS, *PAGE_KEYS,
)  # fmt: skip


@dataclass(frozen=True)
class Phrase:
    """A text check: any of *find* in a sentence that also holds one of each group of *also* and none of *unless*.

    *spot*: the groups of *also*, from 1, whose words are marked together with those of *find*.
    """

    find: tuple[str, ...]
    also: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    key: str = "default"
    allow_negated: bool = True
    spot: tuple[int, ...] = ()


@dataclass(frozen=True)
class TopicNeed:
    """Topics that must each hold in some article of one of *documents*; *either*: one of them suffices.

    *when*: only where the document itself speaks of any of these; no other document then stands in for it.
    *about*: what an article on it is called, where the topics' own names do not say it.
    """

    documents: tuple[str, ...]
    need: tuple[str, ...]
    key: str = "default"
    either: bool = False
    when: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule; see ``docs/checks.md``. *messages* are templates with ``{names}``; keys are told by the code.

    *scope*: ``any`` case; only a whole ``dossier``; only where a ``requirement`` names it; found ``elsewhere`` (the
    dossier room tells it, and it stands here to be explained).
    """

    id: str
    name: str
    severity: Severity
    place: str
    basis: tuple[Basis, ...] = ()
    remedy: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    remedies: Mapping[str, str] = field(default_factory=dict)
    applies: Expression | None = None
    scope: str = "any"
    text: tuple[Phrase, ...] = ()
    topics: tuple[TopicNeed, ...] = ()
    points: tuple[Points, ...] = ()
    paths: tuple[str, ...] = ()
    counts: tuple[tuple[str, str], ...] = ()
    fix: tuple[Recipe, ...] = ()
    page: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    """What its code looks at, told in the data (see ``inputs.inputs_of``); only where the pages are read."""


def read_rule(entry: Entry) -> Rule:
    """Read one entry. Raises UserError with file and line for anything unknown or missing."""
    entry.only(KEYS)
    severities = entry.table("severities")
    for key, word in severities.items():
        if word not in SEVERITIES:
            raise entry.error(f"“severities.{key}”应为 {'、'.join(SEVERITIES)} 之一")
    applies = entry.text("applies")
    return Rule(
        id=entry.text("id"),
        name=entry.text("name", required=True),
        severity=entry.one_of("severity", SEVERITIES),  # type: ignore[arg-type]
        place=entry.place,
        basis=read_basis(entry),
        remedy=entry.text("remedy"),
        messages=entry.table("messages"),
        severities=severities,  # type: ignore[arg-type]
        remedies=entry.table("remedies"),
        applies=compile_expression(applies, entry.place) if applies else None,
        scope=entry.one_of("scope", ("any", "dossier", "requirement", "elsewhere"), "any"),
        text=tuple(_phrase(part, entry) for part in _parts(entry, "text")),
        topics=tuple(_need(part, entry) for part in _parts(entry, "topics")),
        points=tuple(read_points(part, entry) for part in _parts(entry, "points")),
        paths=entry.texts("paths"),
        counts=tuple((text, fact) for text, fact in entry.table("counts").items()),
        fix=tuple(read_recipe(part, entry) for part in _parts(entry, "fix")),
        page={key: entry.text(key) for key in PAGE_KEYS if entry.text(key)},
        inputs=entry.texts(INPUTS),
    )


def _parts(entry: Entry, key: str) -> Iterator[Entry]:
    value = entry.values.get(key) or []
    for part in value if isinstance(value, list) else [value]:
        if not isinstance(part, dict):
            raise entry.error(f"“{key}”应为“名称: 内容”的列表")
        yield Entry({"id": entry.values.get("id"), **part}, entry.place)


def _phrase(part: Entry, entry: Entry) -> Phrase:
    part.only(("id", "find", "also", "unless", "documents", "key", "negated", "spot"))
    groups = part.values.get("also") or []
    also = tuple(as_texts(group, entry, "also") for group in (groups if groups and isinstance(groups[0], list) else [groups] if groups else []))
    key = part.text("key") or "default"
    if key not in entry.table("messages"):
        raise entry.error(f"没有“{key}”这条 messages")
    if not part.texts("find"):
        raise entry.error("“text.find”不能为空")
    allow = part.values.get("negated", "silent")
    if allow not in ("silent", "counts"):
        raise entry.error("“negated”应为 silent 或者 counts")
    spot = tuple(part.values.get("spot") or ())
    if not all(isinstance(number, int) and 1 <= number <= len(also) for number in spot):
        raise entry.error("“spot”应为 also 中词组的序号，例如 [1, 2]")
    return Phrase(part.texts("find"), also, part.texts("unless"), part.texts("documents"), key, allow == "silent", spot)


def _need(part: Entry, entry: Entry) -> TopicNeed:
    from alliance_docs.checks.topics import topics
    from alliance_docs.errors import nearest

    part.only(("id", "documents", "need", "either", "key", "when", "about"))
    need = part.texts("need") or part.texts("either")
    for topic in need:
        if topic not in topics():
            raise entry.error(f"没有主题“{topic}”", nearest(topic, topics()))
    return TopicNeed(part.texts("documents"), need, part.text("key") or "default", "either" in part.values, part.texts("when"), part.text("about"))


def rule_files(jurisdiction: str = "") -> tuple[Path, ...]:
    """Return the rule files that count: the common ones and the jurisdiction's own."""
    folders = [data_folder("templates") / "common", *([home_of(jurisdiction).folder] if jurisdiction else [])]
    return tuple(path for folder in folders for path in sorted((folder / "rules").glob("*.yaml")))


def catalogue(jurisdiction: str = "", *, pages: bool = False) -> Mapping[str, Rule]:
    """Load the rules by id. Raises UserErrors with file and line of everything wrong; two rules of one id are an error."""
    found, _, errors = _catalogue(home_of(jurisdiction) if jurisdiction else None, pages)
    if errors:
        raise UserErrors(errors)
    return found


def rule_ids(jurisdiction: str = "") -> frozenset[str]:
    """Return the ids of all rules that are written, those with mistakes as well."""
    return _catalogue(home_of(jurisdiction) if jurisdiction else None, False)[1]


@lru_cache(maxsize=32)
def _catalogue(home: Home | None, pages: bool) -> tuple[Mapping[str, Rule], frozenset[str], tuple[UserError, ...]]:
    found: dict[str, Rule] = {}
    places: dict[str, str] = {}
    errors: list[UserError] = []
    for path in rule_files(home.id if home else ""):
        try:
            entries = read_entries(path, pages=pages)
        except UserError as error:
            errors.append(error)
            continue
        for entry in entries:
            try:
                if (known := places.setdefault(entry.text("id"), entry.place)) != entry.place:
                    raise UserError(f"规则 {entry.text('id')} 写了两次（{known}）", place=entry.place, remedy="保留一处")
                rule = read_rule(entry)
                found[rule.id] = rule
            except UserErrors as several:
                errors.extend(several.errors)
            except UserError as error:
                errors.append(error)
    return found, frozenset(places), tuple(errors)
