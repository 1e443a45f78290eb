"""What a check looks at: facts, drafts, attachments, assumptions, and the day it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar

from alliance_docs.checks.line_index import LineIndex, index_of
from alliance_docs.checks.printed import Printed
from alliance_docs.checks.reading import Passage, is_open, passages
from alliance_docs.checks.shared_topics import SharedTopicReader
from alliance_docs.checks.topics import TopicReader
from alliance_docs.checks.wording import GAP, contains
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.drafting.vocabulary import speech
from alliance_docs.facts.consistency import Problem, problems
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.facts.organs import Organ
from alliance_docs.facts.view import Scope
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction, kind_of
from alliance_docs.jurisdictions.speech import Speech

_T = TypeVar("_T")


@dataclass(frozen=True)
class Attachment:
    """Evidence recorded in the dossier. *member* is an internal id; *present* and *found_sha256* tell of the file now."""

    kind: str
    file: str
    member: str = ""
    date: dt.date | None = None
    expires: dt.date | None = None
    sha256: str = ""
    found_sha256: str = ""
    present: bool = True


class Assumed(Protocol):
    """A convention taken for granted in drafting (``interview.assuming.Assumption`` has this shape)."""

    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def value_text(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class Case:
    """The input of every rule.

    *facts* are those the documents were drafted from, conventions taken for granted included. *drafts* by document id,
    as read back from Word or freshly made, references resolved. *today* is given, never read
    from a clock; without it nothing that depends on the day is told. *given*: the facts as recorded,
    where the policy overrules them in *facts*. *dossier*: the whole package is before us, so that
    a missing document is a problem; False for single files. *dated*: for a document drafted from the facts of another
    day than the rest, those facts.
    """

    jurisdiction: Jurisdiction
    facts: Facts = field(default_factory=Facts)
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    assumptions: tuple[Assumed, ...] = ()
    today: dt.date | None = None
    dossier: bool = True
    given: Facts | None = None
    dated: Mapping[str, Facts] = field(default_factory=dict)

    @cached_property
    def filled(self) -> Facts:
        """The facts as documents are drafted from them: with the standard organs while nobody has named any.

        A single file of which no facts are known still stands under the jurisdiction it is checked by.
        """
        told: dict[str, Any] = {}
        if self.facts.organs is None and self.jurisdiction.organs:
            told["organs"] = self.jurisdiction.organs
        if self.facts.jurisdiction is None and self.jurisdiction.id:
            told["jurisdiction"] = self.jurisdiction.id
        return self.facts.model_copy(update=told) if told else self.facts

    @cached_property
    def scope(self) -> Scope:
        """The facts as expressions see them."""
        return Scope(self.filled)

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """The top names of expressions, as views."""
        return self.scope.names()

    @cached_property
    def speech(self) -> Speech:
        """How general words are said in this package."""
        return speech(self.jurisdiction, self.filled)

    @cached_property
    def printed(self) -> Printed:
        """What each fact may print as."""
        return Printed(self.filled, self.names, self.speech)

    def printed_in(self, document: str) -> Printed:
        """What each fact may print as in that document: as of its day, where it has one of its own."""
        if document not in self.dated:
            return self.printed
        facts = self.dated[document]
        return self.once(f"printed {id(facts)}", lambda: Case(self.jurisdiction, facts).printed)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """The members that have not withdrawn."""
        return self.facts.active_members

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the facts hold that cannot be true together."""
        return tuple(problems(self.facts))

    @cached_property
    def organs(self) -> tuple[Organ, ...]:
        """The organs of the facts, or the jurisdiction's standard ones while nobody has named any."""
        return self.filled.organs or ()

    @cached_property
    def passages_of(self) -> Mapping[str, tuple[Passage, ...]]:
        """The passages of each draft."""
        return {document: passages(draft, document) for document, draft in self.drafts.items()}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages of all drafts."""
        return tuple(passage for found in self.passages_of.values() for passage in found)

    @cached_property
    def text_of(self) -> Mapping[str, str]:
        """The whole text of each draft, one line a passage."""
        return {document: "\n".join(passage.text for passage in found) for document, found in self.passages_of.items()}

    def passages_with(self, document: str, phrases: Sequence[str]) -> Iterator[Passage]:
        """Yield the passages of a document that may hold any of *phrases* (those of ``wording``); one left out does not."""
        index, found = self._index(document), self.passages_of[document]
        for number in index.numbers(index.holding_phrase(phrases, GAP)):
            yield found[number]

    def open_clauses(self, document: str) -> tuple[Clause, ...]:
        """Return the clauses of a document that still hold a blank or an open choice."""
        return self.once(f"open {document}", lambda: tuple(filter(is_open, self.drafts[document].clauses)))

    def speaks_of(self, document: str, phrases: Sequence[str]) -> bool:
        """Tell whether any of *phrases* stands in a document."""
        return any(contains(passage.text, phrases) for passage in self.passages_with(document, phrases))

    def _index(self, document: str) -> LineIndex:
        return self.once(f"index {document}", lambda: index_of(tuple(passage.text for passage in self.passages_of[document])))

    def once(self, name: str, make: Callable[[], _T]) -> _T:
        """Return what *make* gives, made once for this case and kept under *name*."""
        if name not in self._made:
            self._made[name] = make()
        made: _T = self._made[name]
        return made

    @cached_property
    def _made(self) -> dict[str, Any]:
        return {}

    @cached_property
    def topics(self) -> TopicReader:
        """The topics of the clauses, told once each."""
        return SharedTopicReader({document: draft.clauses for document, draft in self.drafts.items()})

    def articles_on(self, document: str, topic: str) -> tuple[Clause, ...]:
        """Return the articles of a document that hold a topic, in order; all clauses count where it has no articles.

        Recitals and annexes settle nothing by themselves.
        """
        return tuple(clause for clause in self.articles(document) if self.topics.holds(document, clause, topic))

    def files_of(self, document: str) -> tuple[tuple[str, Draft], ...]:
        """Return the drafts of a document by their ids: one, or one for each member."""
        return tuple((name, draft) for name, draft in self.drafts.items() if kind_of(name) == document)

    def later(self, document: str) -> str:
        """Return the title of the later filing that a document belongs to, '' where it belongs to the first or to none."""
        first, *others = self.jurisdiction.filings or (None,)
        if first is None or document in first.documents:
            return ""
        return next((filing.title for filing in others if filing is not None and document in filing.documents), "")

    def articles(self, document: str) -> tuple[Clause, ...]:
        """Return the articles of a document, all its clauses where it has none."""
        draft = self.drafts.get(document)
        if draft is None:
            return ()
        return tuple(clause for clause in draft.clauses if clause.kind == "article") or draft.clauses

    @cached_property
    def signing_date(self) -> dt.date | None:
        """The day whose substantive law counts: the signing, its deadline, the adoption, or else today."""
        dates = self.facts.dates
        known = (dates.agreement_signing, dates.signing_deadline, dates.adoption) if dates else ()
        return next((day for day in known if day is not None), self.today)

    def title(self, document: str) -> str:
        """Return the title of a document without 《》, its id where nothing better is known."""
        draft = self.drafts.get(document)
        if draft is not None and draft.title:
            return draft.title
        described = self.jurisdiction.document(document)
        name = self.facts.alliance.name if self.facts.alliance and self.facts.alliance.name else "本联盟"
        return described.title.replace("{name}", name) if described else document

    def short_title(self, document: str) -> str:
        """Return the title of a document without the alliance's name: 章程, 组建协议."""
        described = self.jurisdiction.document(document)
        title = described.title if described else self.title(document)
        return title.replace("{name}", "").replace(self.jurisdiction.title, "")
