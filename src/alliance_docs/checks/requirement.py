"""Requirements of a policy as data: what each asks, and what answers it (``templates/<jurisdiction>/requirements.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from alliance_docs.checks.data import PAGE_KEYS, Entry, as_texts, read_entries
from alliance_docs.checks.rule import rule_ids
from alliance_docs.checks.topics import topic_ids
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.jurisdictions.expressions import Expression, compile_expression
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.places import Home, home_of

Layer = Literal["condition", "content", "package", "procedure", "task", "post-approval"]
Level = Literal["MUST", "SHOULD", "INFO"]
LAYERS: tuple[Layer, ...] = ("condition", "content", "package", "procedure", "task", "post-approval")
LEVELS: tuple[Level, ...] = ("MUST", "SHOULD", "INFO")
KINDS = ("clauses", "fact", "document", "attachment", "deadline", "human", "rule", "any", "all")


@dataclass(frozen=True)
class Answer:
    """What answers a requirement, or a part of it.

    *kind* tells which fields count: ``clauses`` (``document#clause``, any of which must hold *topic*), ``fact`` (an
    expression), ``rule`` (a rule that must find nothing), ``document``, ``attachment``, ``deadline`` and ``human``
    (*text*), ``any`` and ``all`` (*parts*).
    """

    kind: str
    text: str = ""
    clauses: tuple[tuple[str, str], ...] = ()
    topic: str = ""
    fact: Expression | None = None
    parts: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Requirement:
    """One requirement: id and *section* of the policy, *gist* in our own words, layer, level, and its answer."""

    id: str
    section: str
    gist: str
    layer: Layer
    level: Level
    answer: Answer
    place: str
    remedy: str = ""


def read_requirement(entry: Entry, jurisdiction: Jurisdiction) -> Requirement:
    """Read one entry. Raises UserError with file and line."""
    entry.only(("id", "section", "gist", "layer", "level", "answer", "remedy", *PAGE_KEYS))
    answer = entry.values.get("answer")
    if not isinstance(answer, dict):
        raise entry.error("“answer”不能为空", f"写明 {'、'.join(KINDS)} 之一")
    return Requirement(
        entry.text("id"),
        entry.text("section", required=True),
        entry.text("gist", required=True),
        entry.one_of("layer", LAYERS),  # type: ignore[arg-type]
        entry.one_of("level", LEVELS),  # type: ignore[arg-type]
        _answer(answer, entry, jurisdiction),
        entry.place,
        entry.text("remedy"),
    )


def _answer(value: Any, entry: Entry, jurisdiction: Jurisdiction) -> Answer:
    if not isinstance(value, dict):
        raise entry.error(f"answer 发现 {value!r}", f"写作“种类: 内容”，种类为 {'、'.join(KINDS)} 之一")
    kinds = [key for key in value if key != "topic"]
    if len(kinds) != 1 or kinds[0] not in KINDS:
        raise entry.error(f"answer 发现“{'、'.join(map(str, kinds))}”", nearest(str((kinds or [""])[0]), KINDS) or f"每一层只写 {'、'.join(KINDS)} 之一")
    kind, content = kinds[0], value[kinds[0]]
    if "topic" in value and kind != "clauses":
        raise entry.error("“topic”只能与 clauses 同写")
    if kind in ("any", "all"):
        if not isinstance(content, list) or not content:
            raise entry.error(f"“{kind}”应为列表")
        return Answer(kind, parts=_parts(content, entry, jurisdiction))
    if kind == "clauses":
        return Answer(kind, clauses=_clauses(content, entry, jurisdiction), topic=_topic(value.get("topic"), entry))
    if not isinstance(content, str) or not content.strip():
        raise entry.error(f"“{kind}”应为文字")
    text = content.strip()
    if kind == "fact":
        return Answer(kind, text, fact=compile_expression(text, entry.place))
    if kind == "document":
        _document(text, entry, jurisdiction)
    if kind == "attachment" and text not in (known := [one.kind for one in jurisdiction.attachments]):
        raise entry.error(f"没有附件种类“{text}”", nearest(text, known) or f"可用的有：{'、'.join(known)}")
    if kind == "rule" and text not in (rules := rule_ids(jurisdiction.id)):
        raise entry.error(f"没有规则“{text}”", nearest(text, rules))
    return Answer(kind, text)


def _parts(content: list[Any], entry: Entry, jurisdiction: Jurisdiction) -> tuple[Answer, ...]:
    """Read every part before complaining of any."""
    parts: list[Answer] = []
    errors: list[UserError] = []
    for part in content:
        try:
            parts.append(_answer(part, entry, jurisdiction))
        except UserErrors as several:
            errors.extend(several.errors)
        except UserError as error:
            errors.append(error)
    if errors:
        raise UserErrors(errors)
    return tuple(parts)


def _clauses(content: Any, entry: Entry, jurisdiction: Jurisdiction) -> tuple[tuple[str, str], ...]:
    found = []
    for text in as_texts(content, entry, "clauses"):
        document, sign, clause = text.partition("#")
        if not sign or not clause:
            raise entry.error(f"clauses 发现“{text}”", "写作 文书#条款，例如 agreement#ip_ownership_joint")
        _document(document, entry, jurisdiction)
        found.append((document, clause))
    if not found:
        raise entry.error("“clauses”不能为空")
    return tuple(found)


def _document(document: str, entry: Entry, jurisdiction: Jurisdiction) -> None:
    if jurisdiction.document(document) is None:
        known = [one.id for one in jurisdiction.documents]
        raise entry.error(f"没有文书“{document}”", nearest(document, known) or f"可用的有：{'、'.join(known)}")


def _topic(value: Any, entry: Entry) -> str:
    if value is None:
        raise entry.error("clauses 没有写 topic", "写明该条款应当含有的主题，见 common/topics/")
    known = topic_ids()
    if not isinstance(value, str) or value not in known:
        raise entry.error(f"没有主题“{value}”", nearest(str(value), known) or "可用的见 common/topics/，自己的写在 topics.yaml")
    return value


def requirements(jurisdiction_id: str) -> Mapping[str, Requirement]:
    """Load the requirements of a jurisdiction by id, in the order of the policy; none where it has no such file.

    Nor for the empty id, which stands for no jurisdiction. Raises UserErrors naming file and line of everything wrong.
    """
    if not jurisdiction_id:
        return {}
    found, errors = _requirements(home_of(jurisdiction_id))
    if errors:
        raise UserErrors(errors)
    return found


@lru_cache(maxsize=16)
def _requirements(home: Home) -> tuple[Mapping[str, Requirement], tuple[UserError, ...]]:
    return read_requirements(home.folder, load_jurisdiction(home.id))


def read_requirements(folder: Path, jurisdiction: Jurisdiction) -> tuple[Mapping[str, Requirement], tuple[UserError, ...]]:
    """Read ``requirements.yaml`` of a jurisdiction's folder; return what could be read, and every error."""
    path = folder / "requirements.yaml"
    if not path.exists():
        return {}, ()
    found: dict[str, Requirement] = {}
    errors: list[UserError] = []
    try:
        entries = read_entries(path)
    except UserError as error:
        return {}, (error,)
    for entry in entries:
        try:
            found[entry.text("id")] = read_requirement(entry, jurisdiction)
        except UserErrors as several:
            errors.extend(several.errors)
        except UserError as error:
            errors.append(error)
    return found, tuple(errors)
