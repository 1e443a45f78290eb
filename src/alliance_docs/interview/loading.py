"""Load a questionnaire: every path, word, condition and default checked before the first question is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.fields import Field, field_of
from alliance_docs.facts.members import Person
from alliance_docs.facts.organs import Meeting
from alliance_docs.facts.record import Record
from alliance_docs.interview.conditions import compile_item, compile_wording
from alliance_docs.interview.layers import RawQuestion, read_layers
from alliance_docs.interview.questionnaire import Choice, Column, Question, Questionnaire, Section
from alliance_docs.interview.schema import ChoicePart
from alliance_docs.interview.speaking import said
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.places import Home, home_of
from alliance_docs.jurisdictions.speech import speech_of

CORE_LIMIT = 15
"""The core pass holds at most so many questions (design: a first complete draft)."""
LEAD = "lead."
"""Path prefix of questions about the lead unit, wherever it stands in the member list."""
NEVER_ASSUMED = frozenset({"dispute.mode"})
"""The way of settling disputes has no silent default (design decision 18)."""

T = TypeVar("T")


def load(jurisdiction: str) -> Questionnaire:
    """Load the questionnaire of *jurisdiction* (or the common one where it has none)."""
    return _loaded(home_of(jurisdiction))


@lru_cache(maxsize=16)
def _loaded(home: Home) -> Questionnaire:
    return said(load_file(home.questionnaire), speech_of(load_jurisdiction(home.id).vocabulary))


def load_file(path: Path) -> Questionnaire:
    """Load a questionnaire file and those it extends. Raises UserErrors: all errors at once, with file and line."""
    questionnaire, errors = _compiled(path, lines=False)
    if errors:  # read again to tell the lines
        _, errors = _compiled(path, lines=True)
        raise UserErrors(errors)
    return questionnaire


def _compiled(path: Path, *, lines: bool) -> tuple[Questionnaire, list[UserError]]:
    title, raw, errors = read_layers(path, lines=lines)
    sections: list[Section] = []
    for part in raw:
        questions = [_question(question, errors) for question in part.questions]
        sections.append(Section(part.id, part.title, tuple(question for question in questions if question is not None), part.later))
    questionnaire = Questionnaire(title, tuple(sections))
    _check_core(questionnaire, errors)
    return questionnaire, errors


def pattern_of_question(path: str) -> str:
    """Return the fact path pattern behind a question's path: ``lead.city`` asks for ``members[].city``."""
    return f"members[].{path.removeprefix(LEAD)}" if path.startswith(LEAD) else path


def _check_core(questionnaire: Questionnaire, errors: list[UserError]) -> None:
    core = [question for _, question in questionnaire if question.core]
    if len(core) > CORE_LIMIT:
        errors.append(
            UserError(f"核心问题有 {len(core)} 个，最多 {CORE_LIMIT} 个", place=core[CORE_LIMIT].place, remedy="去掉多余的 core: true")
        )


def _question(raw: RawQuestion, errors: list[UserError]) -> Question | None:
    def tried(make: Callable[[], T]) -> T | None:
        try:
            return make()
        except UserErrors as several:
            errors.extend(several.errors)
        except UserError as error:
            errors.append(error)
        return None

    part, pattern = raw.part, pattern_of_question(raw.path)
    try:
        field = field_of(pattern)
    except UserError as error:
        errors.append(UserError(error.message, place=raw.place(), remedy=error.remedy))
        return None
    _check_words(raw, field, errors)
    item = _item_of(raw.path)
    when = tried(lambda: compile_item(part.when, raw.place("when"), item)) if part.when else None
    default = None
    if part.default:
        make = compile_wording if "{" in part.default else compile_item
        default = tried(lambda: make(part.default, raw.place("default"), item))
    return Question(
        path=raw.path,
        field=field,
        ask=part.ask,
        label="牵头单位" if raw.path == f"{LEAD}name" else _label(field),
        help=part.help or field.help,
        why=part.why,
        source=part.source,
        place=raw.place(),
        when=when,
        default=default,
        assume=part.assume,
        core=part.core,
        defer=part.defer,
        choices=_choices(part.choices, field, raw, errors),
        guess=_guess(raw, field, errors),
        key=part.key,
        fill=tuple(part.fill.items()),
        columns=_columns(raw, pattern, errors),
        cautions=_cautions(raw, errors),
        loose=part.loose,
    )


def _label(field: Field) -> str:
    """Return a label that tells the field from its likes elsewhere: 法定代表人姓名, 文本通过会议地点."""
    owner, dot, _ = field.path.rpartition(".")
    if not dot or owner.endswith("[]"):
        return field.label
    above = field_of(owner)
    if above.record not in (Person, Meeting):
        return field.label
    return above.label + field.label.removeprefix("会议")


def _item_of(path: str) -> type[Record] | None:
    """Return the record type that ``item`` stands for in a sub-question, or None elsewhere."""
    if path.startswith(LEAD):
        return field_of("members").record
    owner, bracket, _ = path.rpartition("[].")
    return field_of(owner).record if bracket else None


def _check_words(raw: RawQuestion, field: Field, errors: list[UserError]) -> None:
    part = raw.part
    if not part.ask:
        errors.append(UserError(f"问题“{raw.path}”缺少 ask", place=raw.place(), remedy="写一句问话"))
    if part.assume and not part.default:
        errors.append(UserError(f"问题“{raw.path}”写了 assume，但是没有 default", place=raw.place("assume")))
    if part.assume and raw.path in NEVER_ASSUMED:
        errors.append(UserError("争议解决方式不得默认", place=raw.place("assume"), remedy="删去 assume"))
    if field.many and field.kind == "record" and not part.key:
        errors.append(UserError(f"“{field.label}”是一组记录，应写明 key", place=raw.place(), remedy="key 为每条记录先问的字段"))
    if part.key and not (field.many and field.kind == "record"):
        errors.append(UserError(f"“{field.label}”不是一组记录，不用写 key", place=raw.place("key")))
    if field.kind == "record" and not field.many:
        errors.append(UserError(f"“{field.label}”是一组字段，请逐项提问", place=raw.place()))


def _choices(
    parts: list[ChoicePart], field: Field, raw: RawQuestion, errors: list[UserError]
) -> tuple[Choice, ...]:
    options = field.options if field.kind == "choice" else ("是", "否") if field.kind == "flag" else ()
    unknown = [part for part in parts if options and part.value not in options]
    for part in unknown:
        errors.append(
            UserError(f"“{field.label}”没有选项“{part.value}”", place=raw.place("choices"), remedy=nearest(part.value, options))
        )
    missing = [option for option in options if option not in {part.value for part in parts}]
    if parts and missing and not unknown:
        errors.append(UserError(f"“{field.label}”缺少选项{'、'.join(missing)}", place=raw.place("choices")))
    if not parts:
        return tuple(Choice(option, option) for option in options)
    return tuple(Choice(part.value, part.label or part.value, part.consequence) for part in parts)


def _columns(raw: RawQuestion, pattern: str, errors: list[UserError]) -> tuple[Column, ...]:
    """Return the columns of a list question, the key's first; its own fields' labels are header words too."""
    part = raw.part
    if not part.key:
        return ()
    columns: list[Column] = []
    named = {column.field: column for column in part.columns}
    for name in (part.key, *(field for field in named if field != part.key), *(sub.path for sub in part.each)):
        if any(column.field == name for column in columns):
            continue
        try:
            field = field_of(f"{pattern}[].{name}")
        except UserError as error:
            errors.append(UserError(error.message, place=raw.place("columns"), remedy=error.remedy))
            continue
        if field.many and field.kind == "record":
            continue
        own = named.get(name)
        headers = tuple(dict.fromkeys((*(own.headers if own else ()), field.label)))
        if own and own.pattern and not _is_pattern(own.pattern):
            errors.append(UserError(f"pattern “{own.pattern}”不是合格的正则表达式", place=raw.place("columns")))
        words = tuple(own.words.items()) if own else ()
        columns.append(Column(name, headers, own.pattern if own else "", words))
    for name in part.fill:
        try:
            field_of(f"{pattern}[].{name}")
        except UserError as error:
            errors.append(UserError(error.message, place=raw.place("fill"), remedy=error.remedy))
    return tuple(columns)


def _cautions(raw: RawQuestion, errors: list[UserError]) -> tuple[tuple[str, str], ...]:
    for caution in raw.part.cautions:
        if not _is_pattern(caution.pattern):
            errors.append(UserError(f"pattern “{caution.pattern}”不是合格的正则表达式", place=raw.place("cautions")))
    return tuple((caution.pattern, caution.text) for caution in raw.part.cautions)


def _guess(raw: RawQuestion, field: Field, errors: list[UserError]) -> tuple[tuple[str, str], ...]:
    for pattern, value in raw.part.guess.items():
        if not _is_pattern(pattern):
            errors.append(UserError(f"guess “{pattern}”不是合格的正则表达式", place=raw.place("guess")))
        if field.options and value not in field.options:
            errors.append(
                UserError(f"“{field.label}”没有选项“{value}”", place=raw.place("guess"), remedy=nearest(value, field.options))
            )
    return tuple(raw.part.guess.items())


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True
