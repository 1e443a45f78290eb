"""What an article on a matter must settle: one general check, driven by the ``points`` of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.point_data import Groups, Points
from alliance_docs.checks.presence import binding
from alliance_docs.checks.reading import clause_place
from alliance_docs.checks.rule import Rule
from alliance_docs.checks.topics import topics
from alliance_docs.checks.wording import contains, negated, occurrences, wording
from alliance_docs.drafting.draft import Clause


def point_hits(rule: Rule, case: Case) -> Iterator[Hit]:
    """Yield one hit for each document whose articles on a matter leave points open."""
    for points in rule.points:
        for document in binding(points.documents, case) or tuple(case.drafts):
            if document in case.drafts:
                yield from _in_document(points, document, case)


def _in_document(points: Points, document: str, case: Case) -> Iterator[Hit]:
    speaking = _articles(points, document, case)
    if not speaking and (not points.absent or _may_speak(points, document, case)):
        return
    pool = case.drafts[document].clauses if points.within == "document" else speaking
    lacking = [name for name, groups in points.need.items() if not _settled(groups, document, pool, case)]
    if not speaking:
        yield hit(points.absent, document=document, title=case.title(document), points="、".join(points.need))
    elif lacking:
        first = _chief(points, speaking)
        key = points.bare if points.bare and len(lacking) == len(points.need) else points.key
        place = {"document": document, "clause": first.id, "location": clause_place(first)}
        yield hit(key, **place, spot=_spoken(points, document, first, case), title=case.title(document), points="、".join(lacking))


def _articles(points: Points, document: str, case: Case) -> tuple[Clause, ...]:
    if points.topic:
        return case.articles_on(document, points.topic)
    if not all(case.speaks_of(document, group) for group in points.on):
        return ()
    clauses = case.drafts[document].clauses
    articles = tuple(clause for clause in clauses if clause.kind == "article") or clauses
    return tuple(clause for clause in articles if any(_speaks(points, text) for text in _sentences(document, clause, case, points.on)))


def _chief(points: Points, speaking: tuple[Clause, ...]) -> Clause:
    """Return the article that is chiefly on the matter: one whose rubric names it, else the first."""
    if not points.topic:
        return speaking[0]
    return next((clause for clause in speaking if clause.rubric and topics()[points.topic].may_come(clause.rubric_text)), speaking[0])


def _spoken(points: Points, document: str, clause: Clause, case: Case) -> str:
    """Return the words by which the article is on the matter, '' where a topic told it."""
    for sentence in _sentences(document, clause, case, points.on) if points.on else ():
        if _speaks(points, sentence):
            start, end = next(occurrences(sentence, points.on[0]))
            return sentence[start:end]
    return ""


def _speaks(points: Points, sentence: str) -> bool:
    """Tell whether a sentence is on the matter and does not deny it."""
    if contains(sentence, points.unless) or not _in_text(points.on, sentence):
        return False
    return not points.allow_negated or any(not negated(sentence, start, start) for start, _ in occurrences(sentence, points.on[0]))


def _settled(groups: Groups, document: str, pool: Iterable[Clause], case: Case) -> bool:
    """Tell whether a sentence of *pool* meets all groups; a clause still to be filled in may come to do so."""
    if not all(case.speaks_of(document, group) for group in groups):
        return False
    pool = tuple(pool)
    if any(_meets(groups, text) for clause in pool for text in _sentences(document, clause, case, groups)):
        return True
    return _may_come(groups[0], document, pool, case)


def _meets(groups: Groups, sentence: str) -> bool:
    denied = wording().near_negators
    return all(any(not sentence[max(0, start - 4) : start].endswith(denied) for start, _ in occurrences(sentence, group)) for group in groups)


def _may_speak(points: Points, document: str, case: Case) -> bool:
    return bool(points.on) and _may_come(points.on[0], document, case.drafts[document].clauses, case)


def _may_come(group: tuple[str, ...], document: str, pool: Iterable[Clause], case: Case) -> bool:
    """Tell whether a clause of *pool* that is still to be filled in speaks of *group*."""
    waiting = {clause.id for clause in pool} & {clause.id for clause in case.open_clauses(document)}
    return bool(waiting) and any(
        passage.clause.id in waiting and contains(passage.text, group) for passage in case.passages_with(document, group)
    )


def _sentences(document: str, clause: Clause, case: Case, groups: Groups) -> tuple[str, ...]:
    """Return the sentences of a clause that may meet all *groups*."""
    return case.topics.sentences_with(document, clause, groups)


def _in_text(groups: Groups, text: str) -> bool:
    return all(contains(text, group) for group in groups)
