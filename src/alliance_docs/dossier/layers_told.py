"""For each clause of each document: which layer words it, what that replaced, what it answers, what may stand instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alliance_docs.checks.case import Case
from alliance_docs.checks.finding import Finding
from alliance_docs.checks.requirement import Answer, Requirement, requirements
from alliance_docs.checks.requirements import evaluate
from alliance_docs.dossier.drafts import Drafted, Plan, is_own
from alliance_docs.dossier.firm import FIRM, OWN
from alliance_docs.dossier.package import case_of
from alliance_docs.dossier.wording_chosen import offers_of
from alliance_docs.drafting.draft import Clause, clause_text
from alliance_docs.drafting.layer_files import Offer
from alliance_docs.drafting.references import parents, target_text
from alliance_docs.drafting.wording_chain import Wording, block_of, chain_of, outdated
from alliance_docs.errors import UserError, nearest
from alliance_docs.jurisdictions.jurisdiction import Document, kind_of

WORD = "word"
"""What stands for a layer where a clause came with an edited Word file."""
OWN_LAYERS = (FIRM, OWN)


@dataclass(frozen=True)
class Told:
    """One clause. *layer*: whose text stands (``word``: added in Word); *replaced*: the layers below it, highest first.

    *variant*: the wording chosen; *state*: ``""`` drafted, ``removed`` by a layer, ``idle`` where the facts do not call for it; *edited*: edits from Word
    lie over it; *changed*: another text lies below the override than when it was made (None: nobody wrote down which it was); *errors*: why an
    own text of it is not used; *unanswered*: those of *requirements* that the own text no longer states here.
    """

    document: str
    clause: str
    block: str
    number: str
    rubric: str
    layer: str
    variant: str = ""
    replaced: tuple[str, ...] = ()
    extends: bool = False
    state: str = ""
    edited: bool = False
    changed: bool | None = None
    requirements: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    errors: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


def text_id(document: Document) -> str:
    """The id under which a document's text is filed: a consolidated one has its instrument's."""
    return document.consolidates or document.id


def worded(plan: Plan) -> tuple[Document, ...]:
    """The documents of a package that have clause texts of their own, in order."""
    return tuple(one for one in plan.jurisdiction.documents if one.source == "clauses" and not one.consolidates and one.id in plan.documents and not is_own(plan, one))


def document_of(plan: Plan, told: str) -> Document:
    """Return the document a user names. Raises UserError with the nearest."""
    known = {one.id: one for one in worded(plan)}
    found = known.get(kind_of(told))
    other = plan.jurisdiction.document(kind_of(told))
    if found is None and other is not None and is_own(plan, other):
        raise UserError(f"《{other.short_title}》整份由所内或者案卷的 Word 文件起草，没有单独的条款文本", remedy=f"在 Word 中改；文件见 alliance-docs clauses list {other.id}")
    if found is None:
        raise UserError(f"没有文书“{told}”", remedy=nearest(told, known) or f"可用的有：{'、'.join(known)}")
    return found


def answering(jurisdiction: str) -> Mapping[tuple[str, str], tuple[Requirement, ...]]:
    """Return for each document and clause the requirements it answers, wholly or in part."""
    found: dict[tuple[str, str], dict[str, Requirement]] = {}
    for requirement in requirements(jurisdiction).values():
        for place in _clauses(requirement.answer):
            found.setdefault(place, {})[requirement.id] = requirement
    return {place: tuple(several.values()) for place, several in found.items()}


def _clauses(answer: Answer) -> Iterator[tuple[str, str]]:
    yield from answer.clauses
    for part in answer.parts:
        yield from _clauses(part)


def clauses_told(drafted: Drafted, document: Document, errors: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Told, ...]:
    """Return the clauses of one document in order, those that are not drafted now at the place they would have; *errors* by block."""
    plan = drafted.plan
    name = next((one for one in drafted.drafts if kind_of(one) == document.id), "")
    draft = drafted.drafts.get(name)
    clauses = {clause.id: clause for clause in draft.clauses} if draft else {}
    above = parents(draft) if draft else {}
    edited = _edited(plan, document.id)
    answers = answering(plan.whole.id)
    case = case_of(plan, drafted.drafts)
    offers = {(offer.clause, offer.variant): offer for offer in offers_of(plan.layers) if offer.document == document.id}  # the highest layer that offers it
    drawn = {clause: block_of(document.id, plan.layers, clause) for clause in clauses}
    order = _order([block for kind, block in plan.documents[document.id].outline() if kind == "block"], list(drawn.items()))
    found = []
    for block, clause in order:
        chain = chain_of(document.id, plan.layers, block)
        made = clauses.get(clause)
        wins = chain[-1] if chain else None
        found.append(
            Told(
                document.id,
                clause,
                block,
                target_text(made, above.get(clause, 0)) if made and made.kind != "passage" else "",
                made.rubric_text if made else "",
                wins.layer if wins else WORD,
                wins.file.variant if wins else "",
                tuple(dict.fromkeys(_name(one) for one in reversed(chain[:-1]))),
                bool(wins and wins.extends),
                "" if made else "removed" if wins and wins.removes else "idle",
                clause in edited,
                _changed(chain),
                tuple(one.id for one in answers.get((document.id, clause), ())),
                tuple(offer for offer in offers.values() if offer.clause == block),
                (errors or {}).get(block, ()),
                _unanswered(case, document.id, clause, answers) if clause in edited or wins is None or wins.layer in OWN_LAYERS or wins.file.variant else (),
            )
        )
    return tuple(found)


def _unanswered(case: Case, document: str, clause: str, answers: Mapping[tuple[str, str], tuple[Requirement, ...]]) -> tuple[str, ...]:
    """The requirements that the clause should state and does not."""
    here = (document, clause)
    return tuple(one.id for one in answers.get(here, ()) if here not in {place[:2] for place in evaluate(one, case).places})


def _name(one: Wording) -> str:
    return f"{one.layer}（{one.file.variant}）" if one.file.variant else one.layer


def _changed(chain: Sequence[Wording]) -> bool | None:
    """Tell whether an own text rests on another text than lies below it now; None where nothing is known of it."""
    own = [one for index, one in enumerate(chain) if index and one.layer in OWN_LAYERS]
    if not own or not any(one.based_on for one in own):
        return None
    return bool(outdated(chain))


def _order(blocks: Sequence[str], drawn: Sequence[tuple[str, str | None]]) -> list[tuple[str, str]]:
    """Return (block, clause) in the order of the draft, blocks that give nothing behind the one they follow in the texts."""
    found = [(block or clause, clause) for clause, block in drawn]
    given = {block for block, _ in found}
    before = ""
    for block in blocks:
        if block not in given:
            index = max((place for place, (one, _) in enumerate(found) if one == before), default=-1)
            found.insert(index + 1, (block, block))
        before = block
    return found


def _edited(plan: Plan, document: str) -> frozenset[str]:
    """The clauses over which edits from Word lie, in whichever file of the document."""
    found: set[str] = set()
    for name, pair in plan.edits.items():
        if kind_of(name) == document:
            ids = {clause.id for draft in (pair.base, pair.theirs) for clause in draft.clauses}
            found |= {one for one in ids if _text(pair.base.clause(one)) != _text(pair.theirs.clause(one))}
    return frozenset(found)


def _text(clause: Clause | None) -> str:
    return clause_text(clause) if clause else ""


def layer_findings(plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each own text below which another text lies by now, and for each chosen wording that is hidden."""
    for document in worded(plan):
        layers = plan.layers
        for kind, block in plan.documents[document.id].outline():
            if kind != "block" or not any(block in text.heads for text in plan.documents[document.id].texts[1:]):
                continue
            chain = chain_of(document.id, layers, block)
            for one in outdated(chain):
                below = chain[chain.index(one) - 1]
                yield Finding(
                    "AD-LA-01", "warning", f"{one.file.place} 改写了这一条，此后下层（{_name(below)}）的文本又改过", document.id, block, basis="案卷",
                    fix=f"运行 alliance-docs clauses diff {document.id} {block} 对照；改写之后或者不需改写的，运行 alliance-docs clauses edit {document.id} {block} --confirm",
                )  # fmt: skip
            yield from _hidden(document.id, block, chain)


def hidden_choices(plan: Plan, document: str, block: str) -> tuple[Finding, ...]:
    """The findings for wordings chosen for one clause that a higher layer hides."""
    return tuple(_hidden(document, block, chain_of(document, plan.layers, block)))


def _hidden(document: str, block: str, chain: Sequence[Wording]) -> Iterator[Finding]:
    for index, one in enumerate(chain):
        above = chain[index + 1 :]
        hidden = next((upper for upper in above if not upper.extends), None)
        if one.file.variant and hidden is not None and all(upper.file.variant != one.file.variant for upper in above):
            yield Finding(
                "AD-LA-02", "warning", f"选用的写法“{one.file.variant}”没有用上，{hidden.file.place} 另写了这一条", document, block, basis="案卷",
                fix=f"删去 alliance.yaml 中 wording 的这一项，或者在 {hidden.file.place} 中改写",
            )  # fmt: skip
