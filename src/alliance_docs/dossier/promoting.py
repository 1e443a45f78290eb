"""A clause of one dossier made the firm's own wording: its names turned back into facts, its organs into vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliance_docs.dossier.clause_shown import found
from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.firm import FIRM, OWN
from alliance_docs.dossier.own_clauses import Target, target
from alliance_docs.dossier.own_words import replaced, turned_back
from alliance_docs.dossier.texts import known_in
from alliance_docs.drafting.clause_source import clause_source
from alliance_docs.drafting.draft import Blank, Clause, Fact, clause_text, plain
from alliance_docs.drafting.engine import draft_document
from alliance_docs.drafting.layer_files import files_of
from alliance_docs.drafting.layers import LayeredDocument, read_layer
from alliance_docs.drafting.wording_chain import fingerprint, marked, unmarked
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import kind_of

_FORMS = ("", "|han", "|han_count", "|date", "|date_han", "|money", "|money_full", "|wan", "|number", "|percent", "|names", "|titles")
_JINJA = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_SHORT = 4
"""Characters a member's name must have to be looked for in running text."""


@dataclass(frozen=True)
class Promotion:
    """A text for the firm's layer: the *body*, where it goes, what it was taken from (``dossier`` or ``word``), names still in it."""

    at: Target
    body: str
    taken_from: str
    names: tuple[str, ...]


def promotion(plan: Plan, document: str, clause: str) -> Promotion:
    """Turn the dossier's own text of a clause, or its edits from Word, into wording for the firm. Raises UserError where there is neither."""
    block, chain = found(plan, document, clause)
    edited = _edited(plan, document, clause)
    if edited is not None:
        source, taken = clause_source(edited, document, _Sayer(plan, document).say), "word"
    elif chain and chain[-1].layer == OWN:
        source, taken = unmarked(chain[-1].body), OWN
    else:
        raise UserError(f"“{document} {clause}”没有本案卷自己的文本，也没有采纳的 Word 修改", remedy="先用 alliance-docs clauses edit 改写，或者用 alliance-docs adopt 采纳")
    source = _members_back(turned_back(source, plan.facts, plan.whole, plan.whole), plan)
    at = target(plan, document, block if chain else clause, FIRM)
    return Promotion(at, marked(source, fingerprint(at.below)), taken, tuple(_names(source, plan)))


def _edited(plan: Plan, document: str, clause: str) -> Clause | None:
    """The clause as it came back from Word, where it was changed there."""
    for name, pair in plan.edits.items():
        theirs, base = pair.theirs.clause(clause), pair.base.clause(clause)
        if kind_of(name) == document and theirs is not None and (base is None or clause_text(base) != clause_text(theirs)):
            return theirs
    return None


def _members_back(source: str, plan: Plan) -> str:
    """Say the lead's and the bearer's names by their parts."""
    leads = plan.facts.leads
    table = {leads[0].name: "{{ lead }}"} if len(leads) == 1 and leads[0].name else {}
    parts = _JINJA.split(source)
    parts[::2] = [replaced(part, table) for part in parts[::2]]
    return "".join(parts)


def _names(source: str, plan: Plan) -> Iterator[str]:
    """Yield the names of units and people of this alliance that the text still holds as typed."""
    typed = "".join(_JINJA.split(source)[::2])
    facts = plan.facts
    units = [name for one in facts.members or () for name in (one.name, one.short_name if hasattr(one, "short_name") else None) if name]
    people = [person.name for one in facts.members or () for person in (one.legal_representative, one.contact) if person and person.name]
    alliance = [facts.alliance.name, facts.alliance.short_name] if facts.alliance else []
    bearer = [facts.bearer.name] if facts.bearer and facts.bearer.name else []
    for name in dict.fromkeys(one for one in (*units, *bearer, *alliance) if one and len(one) >= _SHORT):
        if name in typed:
            yield name
    for name in dict.fromkeys(people):
        if len(name) > 1 and name in typed:
            yield name


class _Sayer:
    """Finds the expression that prints a fact as it was printed."""

    def __init__(self, plan: Plan, document: str) -> None:
        self.plan, self.document = plan, document
        text = "".join(file.source() for file in files_of(document, plan.layers))
        self.typed = list(dict.fromkeys(re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", text)))
        self.known: dict[tuple[str, str], str] = {}

    def say(self, one: Fact | Blank) -> str:
        """Return ``{{ path|filter }}``, ``""`` for a fact that a text cannot name (one member of a list)."""
        if "[" in one.path or not one.path:
            return ""
        wanted = plain((one,))
        key = (one.path, wanted)
        if key not in self.known:
            usual = [typed for typed in self.typed if re.match(rf"{re.escape(one.path)}(\||$)", typed)]
            tries = [*usual, *(one.path + form for form in _FORMS)]
            self.known[key] = next((f"{{{{ {each} }}}}" for each in tries if self._prints(each) == wanted), "")
        return self.known[key]

    def _prints(self, expression: str) -> str:
        described = self.plan.whole.document(self.document)
        assert described is not None
        text, errors = read_layer("common", "common/x.md", f"{{% block x %}}\n{{{{ {expression} }}}}\n{{% endblock %}}", known_in(self.plan.whole, described))
        if text is None or errors:
            return ""
        try:
            made = draft_document(LayeredDocument("x", (text,)), self.plan.facts, self.plan.setting)
        except UserError:
            return ""
        return "".join(clause_text(clause) for clause in made.clauses)
