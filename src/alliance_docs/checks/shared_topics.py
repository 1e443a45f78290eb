"""Topics told once for each text of a clause, whatever case it stands in: before and after a change most clauses are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from alliance_docs.checks.clause_reading import ClauseText, clause_text
from alliance_docs.checks.topics import TopicReader
from alliance_docs.drafting.draft import Clause


@lru_cache(maxsize=4096)
def _known(_text: ClauseText) -> dict[str, bool]:
    """Return where the topics of a clause that reads like this are kept: topic → whether it settles it."""
    return {}


class SharedTopicReader(TopicReader):
    """The topics of the clauses of one case; of a clause read before in another case nothing is told anew.

    Whether a clause settles a topic depends on what it says alone, so what is told of it stays with its words.
    """

    def __init__(self, clauses_of: Mapping[str, Sequence[Clause]] | None = None) -> None:
        super().__init__(clauses_of)
        self._told_of: dict[tuple[str, str], dict[str, bool]] = {}

    def holds(self, document: str, clause: Clause, topic_id: str) -> bool:
        """Tell whether *clause* of *document* settles the topic."""
        key = (document, clause.id)
        told = self._told_of.get(key)
        if told is None:
            alone = all(one is clause for one in self._clauses_of.get(document, ()) if one.id == clause.id)
            told = self._told_of[key] = _known(clause_text(clause)) if alone else {}  # of clauses of one id the first is read
        if topic_id not in told:
            told[topic_id] = super().holds(document, clause, topic_id)
        return told[topic_id]
