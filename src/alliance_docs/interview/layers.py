"""One flat list of questions from a questionnaire file and the file it extends: added, changed, removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from alliance_docs.errors import UserError, nearest
from alliance_docs.interview.schema import QuestionPart, Source, read_source
from alliance_docs.resources import data_folder


@dataclass(frozen=True)
class RawQuestion:
    """A question as written, its full path pattern, and the place of each of its parts."""

    path: str
    part: QuestionPart
    origin: str
    places: dict[str, str] = field(default_factory=dict)

    def place(self, name: str = "path") -> str:
        """Return the file and line of one of its parts."""
        return self.places.get(name, self.origin)


@dataclass(frozen=True)
class RawSection:
    """A section as written."""

    id: str
    title: str
    questions: tuple[RawQuestion, ...] = ()
    later: bool = False


def read_layers(
    path: Path, *, lines: bool = True, stack: tuple[str, ...] = ()
) -> tuple[str, list[RawSection], list[UserError]]:
    """Read *path* and the files below it; return title, sections, and every error found."""
    source, errors = read_source(path, lines=lines)
    if source is None:
        return "", [], errors
    part = source.part
    title = part.title
    sections: list[RawSection] = []
    if part.extends in (*stack, path.stem):
        return title, [], [UserError(f"extends 成环：{part.extends}", place=source.place("extends"))]
    if part.extends:
        below = path.with_name(f"{part.extends}.yaml")
        if not below.is_file():  # a jurisdiction kept elsewhere extends the questions that ship
            below = data_folder("questionnaires") / below.name
        if not below.is_file():
            known = sorted(one.stem for one in below.parent.glob("*.yaml"))
            remedy = nearest(part.extends, known) or f"可用的有：{'、'.join(known)}"
            return title, [], [*errors, UserError(f"没有问卷“{part.extends}”可以 extends", place=source.place("extends"), remedy=remedy)]
        title_below, sections, errors_below = read_layers(below, lines=lines, stack=(*stack, path.stem))
        title, errors = part.title or title_below, [*errors_below, *errors]
    sections = _with_sections(sections, source, errors)
    sections = _with_changes(sections, source, errors)
    return title, _without(sections, source, errors), errors


def _flat(source: Source, parts: list[QuestionPart], prefix: str, *loc: str | int) -> Iterator[RawQuestion]:
    for index, part in enumerate(parts):
        here = (*loc, index)
        path = f"{prefix}{part.path}"
        places = {name: source.place(*here, name) for name in part.model_fields_set}
        yield RawQuestion(path, part, source.place(*here), places)
        yield from _flat(source, part.each, f"{path}[].", *here, "each")


def _with_sections(sections: list[RawSection], source: Source, errors: list[UserError]) -> list[RawSection]:
    seen = {question.path for section in sections for question in section.questions}
    for index, part in enumerate(source.part.sections):
        loc = ("sections", index)
        known = [section.id for section in sections]
        added = list(_flat(source, part.questions, "", *loc, "questions"))
        for question in added:
            if question.path in seen:
                errors.append(
                    UserError(f"问题“{question.path}”出现了两次", place=question.place(), remedy="修改已有的问题请写在 override 中")
                )
            seen.add(question.path)
        if part.id in known:
            at = known.index(part.id)
            old = sections[at]
            title = part.title or old.title
            sections[at] = replace(old, title=title, questions=_placed(old.questions, added, errors))
            continue
        if not part.title:
            errors.append(UserError(f"章节“{part.id}”缺少 title", place=source.place(*loc), remedy=nearest(part.id, known)))
        at = len(sections)
        if part.after:
            if part.after not in known:
                errors.append(
                    UserError(f"没有章节“{part.after}”", place=source.place(*loc, "after"), remedy=nearest(part.after, known))
                )
            else:
                at = known.index(part.after) + 1
        sections.insert(at, RawSection(part.id, part.title, _placed((), added, errors), part.later))
    return sections


def _placed(
    old: tuple[RawQuestion, ...], added: list[RawQuestion], errors: list[UserError]
) -> tuple[RawQuestion, ...]:
    questions = list(old)
    for question in added:
        after = question.part.after
        paths = [known.path for known in questions]
        if not after:
            questions.append(question)
        elif after in paths:
            at = paths.index(after) + 1
            while at < len(questions) and questions[at].path.startswith(f"{after}[]"):
                at += 1
            questions.insert(at, question)
        else:
            errors.append(
                UserError(f"本章节没有问题“{after}”，不能排在它后面", place=question.place("after"), remedy=nearest(after, paths))
            )
    return tuple(questions)


def _with_changes(sections: list[RawSection], source: Source, errors: list[UserError]) -> list[RawSection]:
    known = [question.path for section in sections for question in section.questions]
    for path, change in source.part.override.items():
        if path not in known:
            errors.append(
                UserError(f"没有问题“{path}”可以修改", place=source.place("override", path), remedy=nearest(path, known))
            )
            continue
        update = {name: getattr(change, name) for name in change.model_fields_set}
        places = {name: source.place("override", path, name) for name in update}

        def changed(question: RawQuestion, path: str = path, update: dict[str, object] = update,
                    places: dict[str, str] = places) -> RawQuestion:
            if question.path != path:
                return question
            return replace(question, part=question.part.model_copy(update=update), places={**question.places, **places})

        sections = [replace(section, questions=tuple(map(changed, section.questions))) for section in sections]
    return sections


def _without(sections: list[RawSection], source: Source, errors: list[UserError]) -> list[RawSection]:
    known = [question.path for section in sections for question in section.questions]
    for index, path in enumerate(source.part.remove):
        if path not in known:
            errors.append(
                UserError(f"没有问题“{path}”可以删去", place=source.place("remove", index), remedy=nearest(path, known))
            )
    gone = tuple(source.part.remove)
    kept = [
        replace(
            section,
            questions=tuple(
                question
                for question in section.questions
                if question.path not in gone and not question.path.startswith(tuple(f"{path}[]." for path in gone))
            ),
        )
        for section in sections
    ]
    return [section for section in kept if section.questions]
