"""What the text of a layer's files shows by itself: tags, clauses, words, references; also where nothing can be drafted from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from alliance_docs.dossier.texts import known_in
from alliance_docs.drafting.environment import environment
from alliance_docs.drafting.layer_files import LayerFile, files_of, variant_parts
from alliance_docs.drafting.layers import Layer
from alliance_docs.drafting.linting.blocks import Text
from alliance_docs.drafting.linting.clauses import clause_spots
from alliance_docs.drafting.linting.problem import Problem
from alliance_docs.drafting.linting.prose import prose_spots
from alliance_docs.drafting.linting.references import reference_spots
from alliance_docs.drafting.linting.tags import tag_spots
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import Document, Jurisdiction
from alliance_docs.jurisdictions.names import Known
from alliance_docs.jurisdictions.speech import general_words

ORGANS = ("assembly", "council", "experts", "office", "supervision")
"""Words of ``v`` that follow the facts: an alliance may call these organs otherwise."""


@dataclass(frozen=True)
class SourceLint:
    """The files of *own*, one of the *layers* (lowest first), of one *jurisdiction*; *ids* are the clause ids there are, by document."""

    jurisdiction: Jurisdiction
    layers: tuple[Layer, ...]
    own: Layer
    ids: Mapping[str, frozenset[str]]

    def problems(self, only: Path | None = None) -> Iterator[Problem]:
        """Yield every problem of the own layer's files, or of one of them."""
        for document in self.jurisdiction.documents:
            if not any(True for _ in self._own_files(document.id)):
                continue
            below = [(file, text) for file, text in self._texts(document.id) if not self._is_own(file)]
            for file in self._own_files(document.id):
                if only is not None and file.path.name != only.name:
                    continue
                text = _text_of(file)
                if isinstance(text, UserError):
                    continue  # the loader tells it
                lower = [one for _, one in below]
                if file.variant:  # a wording offered lies over the own text, too
                    lower += [one for other, one in self._texts(document.id) if self._is_own(other) and not other.variant]
                yield from self._of(document, file, text, lower)

    def _of(self, document: Document, file: LayerFile, text: Text, below: Sequence[Text]) -> Iterator[Problem]:
        spots = (
            *tag_spots(text.scan, environment(), self._known(document)),
            *clause_spots(text, below, shared=self.own.name == "common"),
            *prose_spots(text, self._organs),
            *reference_spots(text, document.id, self.ids, [one.id for one in self.jurisdiction.documents], lambda target: [one for _, one in self._texts(target)]),
        )
        for spot in spots:
            yield Problem(spot.message, file.place, spot.severity, spot.line, clause=text.clause_at(spot.line), remedy=spot.remedy)

    def _known(self, document: Document) -> Known:
        return known_in(self.jurisdiction, document)

    @cached_property
    def _organs(self) -> Mapping[str, str]:
        return organ_names(self.jurisdiction)

    def _texts(self, document: str) -> list[tuple[LayerFile, Text]]:
        found = [(file, _text_of(file)) for file in files_of(document, self.layers)]
        return [(file, text) for file, text in found if isinstance(text, Text)]

    def _is_own(self, file: LayerFile) -> bool:
        return file.layer.folder == self.own.folder

    def _own_files(self, document: str) -> Iterator[LayerFile]:
        yield from files_of(document, [replace(self.own, chosen=())])
        named = self.own.place or self.own.name
        for path in sorted(self.own.folder.glob(f"{document}.*.*.md")):
            parts = variant_parts(path)
            if parts is not None:
                yield LayerFile(self.own, f"{named}/{path.name}", path, parts[1], parts[2])


def organ_names(jurisdiction: Jurisdiction) -> Mapping[str, str]:
    """Return the names that no text may type, general and the jurisdiction's own, with the word of ``v`` for each."""
    words = {word: key for word, key in general_words().items() if key in ORGANS}
    return {**words, **{jurisdiction.vocabulary[key]: key for key in ORGANS if jurisdiction.vocabulary.get(key)}}


def _text_of(file: LayerFile) -> Text | UserError:
    try:
        return read_text(file.source())
    except UserError as error:
        return error


@lru_cache(maxsize=256)
def read_text(source: str) -> Text:
    """Return the text of a template, read once for all jurisdictions it is looked at for."""
    return Text(source)
