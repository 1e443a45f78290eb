"""Taking back a file that somebody edited in Word: whose it is, what was changed, and keeping that for every later build.

Nothing is written before :func:`adopt`; :func:`opened` refuses what is not an edited copy of a text of this dossier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alliance_docs.dossier.decided import Decided, decided_in, without_accepted
from alliance_docs.dossier.drafts import LATE, Plan, draft_all, is_own
from alliance_docs.dossier.edited_drafts import sensitive
from alliance_docs.dossier.editions import Edition, editions_of, find
from alliance_docs.dossier.edits import Adoption, Edits, Pending, archive, edits_of, save_edits, with_adoption
from alliance_docs.dossier.files import digest, lock, read_bytes
from alliance_docs.dossier.form_changes import FormChanges
from alliance_docs.dossier.proposing import proposed_by
from alliance_docs.dossier.sealed import sealed_filings
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.ticked import facts_ticked, with_boxes_kept
from alliance_docs.drafting.draft import Draft, Fact, Inlines, clause_inlines, clause_text
from alliance_docs.drafting.mapping import map_runs
from alliance_docs.drafting.merging.adopting import Pair, adopted
from alliance_docs.drafting.merging.differences import Differences, FactEdit, differences
from alliance_docs.drafting.merging.merge import merge
from alliance_docs.drafting.merging.own_clauses import with_own_ids, with_references
from alliance_docs.drafting.merging.tidy import with_struck_again, without_empty_items
from alliance_docs.drafting.merging.words import with_texts
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import kind_of

if TYPE_CHECKING:
    from alliance_docs.word.comments import Comment
    from alliance_docs.word.views import Editor

LEAST = 0.2
"""Share of clauses that must be as they were written; below it a file is another text."""


@dataclass(frozen=True)
class ReturnedFile:
    """A file to take back. *edition* is the text it was made from, *text* what it says now, *found* what differs.

    *missing*: files taken back since that text was written, whose edits it does not hold. *editors*, *comments*: who tracked
    changes and what is remarked; *looks*: formatting that cannot be kept; *references*: numbers that become references. *form*: of a Word
    form, whose facts alone can be taken back, what was changed.
    """

    path: Path
    data: bytes
    edition: Edition
    text: Draft
    found: Differences
    missing: tuple[Adoption, ...] = ()
    editors: tuple[Editor, ...] = ()
    comments: tuple[Comment, ...] = ()
    looks: tuple[tuple[str, str], ...] = ()
    references: tuple[str, ...] = ()
    form: FormChanges | None = None
    decided: tuple[Decided, ...] = ()
    """Conflicts that were settled in the file by accepting or rejecting our change."""
    bound: str = ""
    """The sealed filing that holds this document as it was passed at a meeting."""

    @property
    def document(self) -> str:
        """The document's id."""
        return self.edition.document


@dataclass(frozen=True)
class Taken:
    """What was kept: *file* is its name in ``edits/received``; *pending*: wording that collided with a later version."""

    file: str
    pending: tuple[Pending, ...] = ()


def opened(dossier: Dossier, plan: Plan, path: Path, document: str = "", *, whole: bool = False, proposal: bool = False) -> ReturnedFile:
    """Read a returned file and compare it with the text it was made from.

    *document*: which document it is, for a file that has lost its identity. *whole*: also take a text that is mostly
    another. *proposal*: it will not be adopted as it is. Raises UserError for a file of another dossier, a computed or a signed document, or one that cannot be read.
    """
    from alliance_docs.word.formatting import added_looks
    from alliance_docs.word.package import open_package
    from alliance_docs.word.reader import read_identity
    from alliance_docs.word.returned import read_returned

    data = read_bytes(path)
    try:
        identity = read_identity(data)
        (package := open_package(data)).xml(package.document_name())  # what is damaged is told with the file's name
    except UserError as error:
        raise UserError(error.message, place=error.place or path.name, remedy=error.remedy) from error
    if identity is None:
        edition = _likely(dossier, plan, path, data, document)
        returned = read_returned(data, read_identity(edition.data), proposed_by=proposed_by(), model=edition.data)
    else:
        _refuse_kind(plan, path, identity.document, identity.title)
        found = find(dossier, identity.document, identity.edition)
        if found is None:
            raise _stranger(path, identity.title or _called(plan, identity.document), bool(identity.edition))
        edition = found
        returned = read_returned(data, proposed_by=proposed_by(), model=edition.data)
    bound = _bound(dossier, plan, path, edition)
    if is_form(plan, edition.document):
        from alliance_docs.dossier.adopting_forms import returned_form

        return returned_form(dossier, plan, path, data, edition, returned, again=proposal)
    if not proposal:
        _refuse_twice(edits_of(dossier, edition.document), path, data)
    text = without_empty_items(replace(returned.draft, id=edition.document))
    text = with_struck_again(edition.render, edition.written, with_own_ids(edition.written, text))
    text, references = with_references(edition.written, text)
    told = differences(edition.written, text)
    if told.share < LEAST and not whole:
        raise UserError(
            f"几乎每一条都改了（保留原文的条款只有{told.share:.0%}），不像是在原稿上修改的",
            place=path.name,
            remedy="核对是不是这份文书；确需整份采用的，加 --whole",
        )
    ticked = () if proposal else facts_ticked(plan, edition.document, edition.written, text)
    told = replace(told, facts=(*told.facts, *ticked))
    missing = _missing(edits_of(dossier, edition.document), edition)
    decided = () if missing or proposal else decided_in(edition, data, text)
    told = replace(told, facts=without_accepted(told.facts, decided, edition.render))
    looks = added_looks(open_package(edition.data), open_package(data))
    return ReturnedFile(path, data, edition, text, told, missing, returned.editors, returned.comments, looks, references, decided=decided, bound=bound)


def _refuse_kind(plan: Plan, path: Path, document_id: str, title: str) -> None:
    document = plan.whole.document(kind_of(document_id))
    if document is None:
        raise _stranger(path, title or document_id, False)
    if document_id in LATE or document.source == "volume":
        raise UserError(f"《{document.short_title}》由其他文书和事实算出，不能在 Word 中修改后采纳", place=path.name, remedy="修改它所依据的文书或者事实，再运行 build")
    if document.consolidates:
        raise UserError(f"《{document.short_title}》由原文书和变更编成，不能在 Word 中修改后采纳", place=path.name, remedy="原文书的文字用变更或者补充协议改变，再运行 build")


def is_form(plan: Plan, document_id: str) -> bool:
    """Tell whether a Word template gives a document its words, so that only its facts can be taken back."""
    document = plan.whole.document(kind_of(document_id))
    return document is not None and (document.source == "form" or is_own(plan, document))


def _called(plan: Plan, document_id: str) -> str:
    document = plan.whole.document(kind_of(document_id))
    return document.short_title if document else document_id


def _stranger(path: Path, title: str, known: bool) -> UserError:
    which = f"这是《{title.strip('《》')}》，" if title else ""
    what = "不是本案卷写出的版本" if known else "不是本案卷写出的文书，或者是旧版程序写出的"
    return UserError(f"{which}{what}", place=path.name, remedy="核对案卷（--dossier）；外来文件用 check 检查，用 compare 对照")


def _likely(dossier: Dossier, plan: Plan, path: Path, data: bytes, document: str) -> Edition:
    """The text a file without identity was made from: of the *document* told, else the most alike of those written."""
    from rapidfuzz import fuzz

    from alliance_docs.word.reader import read

    if document and not editions_of(dossier, document):
        raise UserError(f"本案卷没有写出过“{document}”", place=path.name, remedy="核对文书的 id（alliance-docs jurisdictions 列出）")
    words = _words(read(data))
    best: tuple[float, Edition] | None = None
    for name in [document] if document else [one.name for one in sorted((dossier.pristine / "editions").glob("*")) if one.is_dir()]:
        for edition in editions_of(dossier, name):
            made = find(dossier, name, edition)
            alike = fuzz.ratio(words, _words(made.written)) if made else 0.0
            if made and (best is None or alike > best[0]):
                best = (alike, made)
    if best is None or best[0] < 40:
        if document:
            raise UserError(f"文件里没有本工具的标识，内容也不像本案卷写出的“{document}”", place=path.name, remedy="核对是哪一份文书；外来文件用 check 检查，用 compare 对照")
        raise UserError("文件里没有本工具的标识，内容也不像本案卷的任何一份文书", place=path.name, remedy="用 --document 写明是哪一份文书，例如 --document agreement")
    _refuse_kind(plan, path, best[1].document, best[1].written.title)
    return best[1]


def _words(draft: Draft) -> str:
    return "\n".join(map(clause_text, draft.clauses))[:20_000]


def _bound(dossier: Dossier, plan: Plan, path: Path, edition: Edition) -> str:
    """Refuse a signed instrument that is sealed; return the sealed filing that holds one passed at a meeting, which a resolution changes."""
    document = plan.whole.document(kind_of(edition.document))
    for filing in sealed_filings(dossier):
        listed = any(_one_of(edition.document, one) for one in filing.documents)
        if filing.changes and digest(edition.data) not in filing.files.values():
            continue  # the same paper for later changes
        if listed and document is not None and document.instrument == "signed":
            raise UserError(
                f"《{document.short_title}》已经签署并封存（{filing.name}），不再改写",
                place=path.name,
                remedy="用 changes 记录变更，由补充协议、加入协议或者决议改变其内容",
            )
        if listed and document is not None and document.instrument == "adopted":
            return filing.name
    return ""


def _one_of(document: str, listed: Mapping[str, Any]) -> bool:
    """Tell whether *listed*, of a sealed filing, is that very file: not an empty form (no copies) or another unit's."""
    kind, _, whose = document.partition("@")
    return str(listed.get("id")) == kind and listed.get("copies") != 0 and str(listed.get("member") or "") == whose


def _refuse_twice(edits: Edits | None, path: Path, data: bytes) -> None:
    done = next((one for one in (edits.adoptions if edits else ()) if one.sha256 == digest(data)), None)
    if done is not None:
        raise UserError(f"这个文件已经采纳过（{done.on}，{done.file}）", place=path.name, remedy="没有新的改动；要继续修改的，在 build 写出的文件上改")


def _missing(edits: Edits | None, edition: Edition) -> tuple[Adoption, ...]:
    """The files taken back meanwhile, whose edits the text that *edition* names does not hold."""
    return tuple(one for one in (edits.adoptions if edits else ()) if one.sha256 not in edition.adoptions)


def with_facts_kept(one: ReturnedFile, corrected: Collection[FactEdit]) -> ReturnedFile:
    """Return the file with the facts that are *corrected* in the dossier no edits of the text any more."""
    done = {(edit.clause, edit.path, edit.new): edit for edit in corrected}
    if not done:
        return one
    written = {clause.id: clause for clause in one.edition.written.clauses}
    olds = {(name, fact.path): fact for name, clause in written.items() for fact in _facts(clause.id, one.edition.written)}

    def changed(inlines: Inlines, clause: object) -> Inlines:
        name = getattr(clause, "id", "")
        return tuple(
            olds.get((name, each.path), each) if isinstance(each, Fact) and (name, each.path, each.text) in done else each for each in inlines
        )

    boxes = [edit for edit in corrected if edit.path not in {path for name, path in olds if name == edit.clause}]
    return replace(one, text=with_boxes_kept(one.edition.written, map_runs(one.text, changed), boxes))


def _facts(clause: str, draft: Draft) -> list[Fact]:
    found = draft.clause(clause)
    return [one for run in clause_inlines(found) for one in run if isinstance(one, Fact)] if found else []


def adopt(dossier: Dossier, plan: Plan, one: ReturnedFile, *, by: str, on: dt.date) -> Taken:
    """Keep the edits of *one* for this dossier; they are in every later build. Raises UserError.

    Where a later text was adopted meanwhile, the edits are merged with it; a passage changed in both keeps the earlier
    adopted words, and the later ones wait as *pending*.
    """
    with lock(dossier.folder):
        before = edits_of(dossier, one.document)
        name = archive(dossier, one.path, one.data, on)
        render, written, text, undecided = one.edition.render, one.edition.written, one.text, one.edition.undecided
        settled = {each.clause for each in one.decided}
        undecided = tuple(name for name in undecided if name not in settled)
        pending: tuple[Pending, ...] = ()
        if one.missing:
            now = draft_all(plan).edited[one.document]
            made = merge(one.edition.written, now.written, one.text, sensitive(plan.facts))
            text = with_texts(made.proposed, now.written, one.text)
            render, written, undecided = now.render, now.written, now.undecided
            pending = tuple(Pending(clash.clause, clash.ours, clash.theirs, name) for clash in made.conflicts)
        pair = adopted(render, written, text, before.pair if before else None, undecided)
        adoption = Adoption(name, digest(one.data), one.edition.name, on.isoformat(), by)
        save_edits(dossier, _kept(before, one.document, pair, adoption, pending))
        return Taken(name, pending)


def _kept(before: Edits | None, document: str, pair: Pair, adoption: Adoption, pending: tuple[Pending, ...]) -> Edits:
    edits = with_adoption(before, document, pair, adoption)
    return replace(edits, pending=(*edits.pending, *pending))

