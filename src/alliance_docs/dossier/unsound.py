"""Own wording that nothing can be drafted from, passed over: all the rest can still be listed, shown, worded anew and given back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from alliance_docs.dossier.build import refuse_unknown_texts
from alliance_docs.dossier.drafts import Drafted, Plan, draft_all, plan_package
from alliance_docs.dossier.edits import pairs_of
from alliance_docs.dossier.firm import firm_folder, own_layers, strays_in
from alliance_docs.dossier.history import any_day
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.texts import known_in
from alliance_docs.dossier.wording_chosen import offers_of
from alliance_docs.drafting.block_source import blanked, block_at, block_holding, blocks_in, body_of, only_block
from alliance_docs.drafting.layer_files import LayerFile, variant_parts
from alliance_docs.drafting.layers import Layer, read_layer
from alliance_docs.errors import UserError, single
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction

_FILE = re.compile(r"(?P<file>[^:\s]+\.(?:md|docx))\b(?::(?P<line>\d+))?")
_CHOICE = re.compile(r"alliance\.yaml wording\[(\d+)\]")
_CLAUSE = re.compile(r"(?P<document>[\w@-]+) 条款 (?P<clause>\w+)")
_EXTENDS = re.compile(r"\{%-?\s*extends")
_NAMED = re.compile(r"条款“(\w+)”")


@dataclass(frozen=True)
class Fault:
    """An own text that is passed over, and why. *block*: ``""`` the whole file; *document*: ``""`` a file or a choice that belongs to none."""

    document: str
    block: str
    layer: str
    error: UserError


@dataclass(frozen=True)
class Unsound:
    """The text of a clause that is passed over: as typed, in the file *place*, with what is wrong in it."""

    layer: str
    place: str
    block: str
    source: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Usable:
    """A dossier's plan without the *faults* in own wording, and what is drafted from it."""

    plan: Plan
    drafted: Drafted
    faults: tuple[Fault, ...] = ()

    def errors_of(self, document: str) -> dict[str, tuple[str, ...]]:
        """What is wrong in own texts of a document, by block."""
        blocks = dict.fromkeys(one.block for one in self.faults if one.document == document and one.block)
        return {block: tuple(dict.fromkeys(str(one.error) for one in self.faults if (one.document, one.block) == (document, block))) for block in blocks}

    def faults_in(self, document: str, block: str) -> tuple[Fault, ...]:
        """The faults in own texts of one block."""
        return tuple(one for one in self.faults if (one.document, one.block) == (document, block))

    def faults_left(self, document: str, block: str, layer: str) -> tuple[Fault, ...]:
        """The faults that stay when the layer's text of that block is another."""
        return tuple(one for one in self.faults if (one.document, one.block, one.layer) != (document, block, layer))

    def unsound_of(self, document: str, clause: str) -> tuple[Unsound, ...]:
        """The own texts of a clause that are passed over, lowest layer first."""
        found = []
        for layer in self.plan.layers:
            for name, passed in sorted(layer.passed):
                source = _source(layer, name)
                block = block_holding(source, clause)
                variant = name.split(".")[1:2] == [clause] and variant_parts(layer.folder / name) is not None
                if name.split(".")[0] != document or not (variant or (block and passed in ("", block))):
                    continue
                body = source if variant else body_of(source, block or "") or ""
                faults = tuple(one for one in self.faults if one.document == document and one.layer == layer.name and one.block in ("", block or clause))
                found.append(Unsound(layer.name, f"{layer.place or layer.name}/{name}", block or clause, body, faults))
        return tuple(found)


def usable(dossier: Dossier) -> Usable:
    """Plan and draft a dossier, passing over own texts that are unsound. Raises UserError for whatever else is wrong."""
    facts = dossier.facts_on(None)
    faults = [Fault("", "", "", one) for one in _strays(dossier, facts)]
    own = _Own(dossier, facts, own_layers(dossier, facts.jurisdiction or "", strays=True))
    while True:
        try:
            plan = plan_package(own.facts, own.layers, any_day(dossier), pairs_of(dossier))
            offers_of(plan.layers)
            return Usable(plan, draft_all(plan), tuple(faults))
        except UserError as error:
            found, own = own.without(error)
            if not found:
                raise
            faults += found


def _strays(dossier: Dossier, facts: Facts) -> Iterator[UserError]:
    """Files of own wording that nothing would use."""
    told = firm_folder(strays=True)
    yield from strays_in(told.folder) if told else ()
    if facts.jurisdiction and dossier.clauses.is_dir():
        try:
            refuse_unknown_texts(dossier, load_jurisdiction(facts.jurisdiction))
        except UserError as error:
            yield error


@dataclass(frozen=True)
class _Own:
    """What is a dossier's own: the wordings chosen in its facts, and the layers above what ships."""

    dossier: Dossier
    facts: Facts
    layers: tuple[Layer, ...]

    def without(self, error: UserError) -> tuple[list[Fault], _Own]:
        """Return the faults that *error* tells, none where nothing own is to blame, and what is left without them."""
        faults: list[Fault] = []
        chosen = list(self.facts.wording or ())
        passed: dict[int, set[tuple[str, str]]] = {}
        for one in single(error):
            if (found := _CHOICE.match(one.place)) and int(found[1]) < len(chosen):
                bad = (self.facts.wording or ())[int(found[1])]
                chosen = [each for each in chosen if each is not bad]
                faults.append(Fault(bad.document or "", bad.clause or "", "", one))
                continue
            for index, name, block in self._blamed(one):
                done = self.layers[index].passed
                if (name, block) in done:  # not enough: what is wrong stands elsewhere in the file
                    block = ""
                if (name, block) in done:
                    continue
                passed.setdefault(index, set()).add((name, block))
                parts = name.split(".")
                faults.append(Fault(parts[0], block or (parts[1] if len(parts) > 2 else ""), self.layers[index].name, one))
        layers = tuple(replace(one, passed=one.passed | passed.get(index, set())) for index, one in enumerate(self.layers))
        facts = self.facts.model_copy(update={"wording": tuple(chosen) or None})
        return faults, replace(self, facts=facts, layers=layers)

    def _blamed(self, error: UserError) -> Iterator[tuple[int, str, str]]:
        """Yield layer, file name and block that an error comes from."""
        if found := _FILE.match(error.place):
            for index, layer in enumerate(self.layers):
                path = layer.folder / found["file"].rpartition("/")[2]
                if path.is_file() and found["file"] in (f"{layer.place or layer.name}/{path.name}", f"{layer.folder.name}/{path.name}"):
                    whole = variant_parts(path) is not None or path.suffix != ".md"
                    yield index, path.name, "" if whole else self._block(layer, path.name, int(found["line"] or 0), error)
                    return
        elif found := _CLAUSE.match(error.place):
            name = f"{found['document'].partition('@')[0]}.md"
            for index, layer in reversed(list(enumerate(self.layers))):
                source = _source(layer, name)
                if block := block_holding(source, found["clause"]):
                    yield index, name, block
                    return

    def _block(self, layer: Layer, name: str, line: int, error: UserError) -> str:
        """The block of a file to which an error belongs, ``""`` where it is none."""
        source = _source(layer, name)
        outside = self._told(layer, name, blanked(source, blocks_in(source)))
        if error.message in outside or not _EXTENDS.search(source):
            return ""
        broken = [one for one in blocks_in(source) if self._told(layer, name, only_block(source, one)) - outside]
        there = block_at(source, line)
        if there in broken or (there and not broken):
            return there
        if broken:  # a tag left open is noticed in a later block
            return broken[0]
        named = _NAMED.search(error.message)
        return (block_holding(source, named[1]) or "") if named else ""

    def _told(self, layer: Layer, name: str, source: str) -> frozenset[str]:
        """What a text by itself is told to be wrong with."""
        document = self._jurisdiction.document(name.removesuffix(".md"))
        if document is None:
            return frozenset()
        return frozenset(one.message for one in read_layer(layer.name, name, source, known_in(self._jurisdiction, document))[1])

    @cached_property
    def _jurisdiction(self) -> Jurisdiction:
        return load_jurisdiction(self.facts.jurisdiction or "")


def _source(layer: Layer, name: str) -> str:
    path = layer.folder / name
    try:
        return LayerFile(replace(layer, passed=frozenset()), name, path).source() if path.is_file() else ""
    except UserError:  # not UTF-8: no block can be found in it
        return ""
