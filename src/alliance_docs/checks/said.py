"""What documents say of the subjects of ``stated.yaml``, and the contradictions: one general check, driven by data."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit
from alliance_docs.checks.party_lists import member_counts
from alliance_docs.checks.quantities import MEASURES
from alliance_docs.checks.reading import Passage, sentences
from alliance_docs.checks.said_data import Subject, subjects
from alliance_docs.checks.stated import Stated, compared, contradictions, equal, same_name, sort_of, told_of
from alliance_docs.checks.wording import contains


def said_hits(rule: str, case: Case) -> Iterator[Hit]:
    """Yield one hit for each contradiction on the subjects that *rule* tells of."""
    for subject in subjects():
        if subject.rule == rule:
            for earlier, later in contradictions(said(case, subject), same_name if subject.measure == "unit" else equal):
                yield told_of(case, earlier, later)


def said(case: Case, subject: Subject) -> Iterator[Stated]:
    """Yield what the documents of *case* say of *subject*, in their order, then what their lists hold; open choices left out."""
    yield from _in_words(case, subject)
    if subject.lists:
        yield from member_counts(case, subject.id, subject.label)


def _in_words(case: Case, subject: Subject) -> Iterator[Stated]:
    for document, _ in compared(case):
        if subject.documents and sort_of(document) not in subject.documents:
            continue
        if not all(case.speaks_of(document, group) for group in (subject.anchors, *subject.about, *subject.sentence)):
            continue
        for passage in case.passages_with(document, subject.anchors):
            if not passage.undecided and any(word in passage.text for word in subject.anchors):
                yield from _in_passage(subject, passage)


def _in_passage(subject: Subject, passage: Passage) -> Iterator[Stated]:
    around = f"{passage.clause.rubric_text}\n{passage.lead}\n"
    read = MEASURES[subject.measure][1]
    for sentence in sentences(passage.text):
        context = around + sentence
        if not all(contains(context, group) for group in subject.about) or not all(contains(sentence, group) for group in subject.sentence):
            continue
        if contains(context, subject.unless):
            continue
        for way in subject.ways:
            for found in way.pattern.finditer(sentence) if way.anchor in sentence else ():
                value = read(found[1])
                if value is not None:
                    unit = sentence[found.end(1) : found.end(1) + 1] if subject.measure == "count" else ""
                    yield Stated(subject.id, subject.label, value, found[1].strip() + unit, passage, subject.within)
