"""Mistakes in clause texts and forms of one layer, all at once: names, blocks, tables, references; nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from alliance_docs.dossier.docx_wording import may_be_docx, refuse_overlaid, usable_endings
from alliance_docs.dossier.drafts import LATE
from alliance_docs.dossier.instances import made_for_each
from alliance_docs.dossier.texts import known_in, load_text, words_of_one
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.engine import Setting, draft_document
from alliance_docs.drafting.layer_files import offers_in, variant_parts
from alliance_docs.drafting.layers import Layer, LayeredDocument
from alliance_docs.drafting.vocabulary import COMPUTED, setting_for
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Document, Jurisdiction
from alliance_docs.jurisdictions.places import FILE

_REF = re.compile(r"\[\]\((?:([a-z0-9-]+))?#([A-Za-z0-9_]+)[^)]*\)")
_OWN_ID = re.compile(r"\{=([a-z0-9_]+)\}")
_BLOCK = re.compile(r"\{%-?\s*block\s+(\w+)")
_REMOVED = re.compile(r"\{%-?\s*block\s+(\w+)\s*-?%\}\s*(?:\{#.*?#\}\s*)*\{%-?\s*endblock", re.DOTALL)
_NO_DOCUMENT = re.compile("“documents”没有“([a-z0-9_]+)”这个词")


@dataclass(frozen=True)
class TextLint:
    """The texts of a *jurisdiction* through *layers*; what stands in *own*, one of them, is looked at closely.

    *facts* are drafted from as well as no facts at all, which makes every open branch be written.
    """

    jurisdiction: Jurisdiction
    layers: tuple[Layer, ...]
    own: Layer
    facts: Facts = field(default_factory=Facts)
    only: frozenset[str] | None = None
    """The documents to draft; None for all."""

    @cached_property
    def _loaded(self) -> tuple[Mapping[str, LayeredDocument], tuple[UserError, ...]]:
        found: dict[str, LayeredDocument] = {}
        errors: list[UserError] = []
        for document in self.jurisdiction.documents:
            if document.source == "clauses" and self._wanted(document):
                try:
                    text = load_text(document, self.layers, self.jurisdiction)
                except UserErrors as several:
                    errors.extend(several.errors)
                except UserError as error:
                    errors.append(error)
                else:
                    if text is not None:
                        found[document.id] = text
                    else:
                        place = self._described(rf"\s*-\s*\{{?\s*id:\s*{document.id}\b")
                        errors.append(UserError(f"缺少文书“{document.id}”的文本", place=place, remedy=f"写一份 {document.id}.md"))
        return found, tuple(errors)

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """The ids of the clauses that each document's texts have, as they are typed: texts that cannot be used count too."""
        found = {}
        for document in self.jurisdiction.documents:
            blocks: set[str] = set()
            for source in self._sources(document.id):  # the highest layer that has a block decides
                blocks = (blocks | set(_BLOCK.findall(source))) - set(_REMOVED.findall(source)) | set(_OWN_ID.findall(source))
            if blocks:
                found[document.id] = frozenset(blocks)
        return found

    def _sources(self, document: str) -> Iterator[str]:
        for layer in self.layers:
            path = layer.folder / f"{document}.md"
            if path.is_file():
                yield path.read_text(encoding="utf-8-sig", errors="replace")

    def errors(self, ids: Mapping[str, frozenset[str]] | None = None) -> Iterator[UserError]:
        """Yield every mistake of the texts and forms; *ids* are those of the clauses in all variants of the wording."""
        yield from self._stray()
        yield from self._offered()
        texts, broken = self._loaded
        yield from map(self._plainer, broken)
        for document in self.jurisdiction.documents:
            if document.source == "clauses" and self._wanted(document) and (self.own.folder / f"{document.id}.docx").is_file() and may_be_docx(document):
                yield from self._form(document)
                try:
                    refuse_overlaid(document, self.layers)
                except UserError as error:
                    yield error
            if document.id in texts:
                yield from self._drafted(document, texts[document.id])
                yield from self._references(document.id, self.ids if ids is None else ids)
            elif document.source == "form" and self._wanted(document):
                yield from self._form(document)

    def _wanted(self, document: Document) -> bool:
        return self.only is None or document.id in self.only

    def _plainer(self, error: UserError) -> UserError:
        """Say what a common text that names a document unknown here means for the jurisdiction."""
        found = _NO_DOCUMENT.search(error.message)
        if not found or error.place.startswith(f"{self.own.name}/"):
            return error
        document = found[1].replace("_", "-")
        return UserError(
            f"通用文本 {error.place.partition(':')[0]} 提到文书“{document}”，documents 没有写明它",
            place=self._described("documents:"),
            remedy=f"在 documents 和 filings 中加上 {document}；通常不用的，写明 when",
        )

    def _described(self, start: str) -> str:
        """``file:line`` of the first line of the jurisdiction's file that begins with the pattern *start*."""
        path = self.own.folder / FILE
        lines = path.read_text(encoding="utf-8-sig").split("\n") if path.is_file() else []
        line = next((number for number, text in enumerate(lines, start=1) if re.match(start, text)), 1)
        return f"{self.jurisdiction.id}/{FILE}:{line}"

    def _stray(self) -> Iterator[UserError]:
        """A text under a name that no document has would be ignored without a word."""
        known = [document.id for document in self.jurisdiction.documents]
        for path in sorted(self.own.folder.iterdir()):
            if path.suffix not in (".md", ".docx") or path.name.startswith((".", "~$")):
                continue
            if (parts := variant_parts(path)) and parts[0] in known:
                continue
            if path.stem not in known or not path.is_file():
                remedy = nearest(path.stem, known) or f"documents 写明的有：{'、'.join(known)}"
                yield UserError(f"没有文书“{path.stem}”", place=f"{self.own.name}/{path.name}", remedy=remedy)
            elif (document := self.jurisdiction.document(path.stem)) and path.suffix not in (wanted := usable_endings(document)):
                remedy = f"写成 {path.stem}{wanted[0]}"
                yield UserError(f"文书“{path.stem}”用 {wanted[0]} 起草，这个文件不会被使用", place=f"{self.own.name}/{path.name}", remedy=remedy)

    def _offered(self) -> Iterator[UserError]:
        """Draft with each wording that the own layer offers, one at a time."""
        try:
            offers = offers_in(self.own)
        except UserError as error:
            yield error
            return
        for offer in offers:
            document = self.jurisdiction.document(offer.document)
            if document is None:
                continue
            chosen = ((offer.document, offer.clause, offer.variant),)
            try:
                text = load_text(document, tuple(replace(layer, chosen=chosen) for layer in self.layers), self.jurisdiction)
            except UserErrors as several:
                yield from several.errors
            except UserError as error:
                yield error
            else:
                yield from self._drafted(document, text) if text else ()

    def _drafted(self, document: Document, text: LayeredDocument) -> Iterator[UserError]:
        nothing = Facts(organs=self.jurisdiction.organs or None)
        for facts in [nothing] if self.facts in (Facts(), nothing) else [nothing, self.facts]:
            try:
                draft_document(text, facts, self._setting(document, facts))
            except UserErrors as several:
                yield from several.errors
            except UserError as error:
                yield error

    def _setting(self, document: Document, facts: Facts) -> Setting:
        setting = setting_for(self.jurisdiction, facts)
        words = {**setting.words, **({name: [] for name in COMPUTED} if document.id in LATE else {})}
        if made_for_each(self.jurisdiction, document):
            words |= words_of_one(facts)
            words["decided"] = [words["change"]]  # a resolution decides something
        return replace(setting, words=words)

    def draft(self, document: Document, text: LayeredDocument) -> Draft:
        """Return the text drafted from the facts. Raises UserError."""
        facts = self.facts if self.facts != Facts() else Facts(organs=self.jurisdiction.organs or None)
        return draft_document(text, facts, self._setting(document, facts))

    def _references(self, document: str, ids: Mapping[str, frozenset[str]]) -> Iterator[UserError]:
        """Look at the references of the own layer's file as they are typed, in every branch."""
        path = self.own.folder / f"{document}.md"
        if not path.is_file():
            return
        source = path.read_text(encoding="utf-8-sig")
        for found in _REF.finditer(source):
            target, clause = found[1] or document, found[2]
            place = f"{self.own.name}/{path.name}:{source.count(chr(10), 0, found.start()) + 1}"
            if self.jurisdiction.document(target) is None:
                known = [one.id for one in self.jurisdiction.documents]
                yield UserError(f"引用了没有的文书“{target}”", place=place, remedy=nearest(target, known) or f"可用的有：{'、'.join(known)}")
            elif target in ids and clause not in ids[target]:
                remedy = nearest(clause, ids[target]) or "改正引用，或者补上该条款"
                yield UserError(f"引用的条款不存在：{target}#{clause}", place=place, remedy=remedy)

    def _form(self, document: Document) -> Iterator[UserError]:
        from alliance_docs.drafting.environment import environment
        from alliance_docs.word.forms import lint_form

        path: Path | None = next((one for layer in reversed(self.layers) if (one := layer.folder / f"{document.id}.docx").is_file()), None)
        if path is None:
            yield UserError(f"缺少表格“{document.id}.docx”", place=self._described(rf"\s*-\s*\{{?\s*id:\s*{document.id}\b"), remedy="放入该表格；以文字起草的，删去 source: form")
        elif path.parent == self.own.folder:
            yield from lint_form(path.read_bytes(), environment(), known_in(self.jurisdiction, document), place=f"{self.own.name}/{path.name}")
