"""Our own texts come back without the marks that name their clauses: known again by the rubrics of their articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from alliance_docs.checks.case import Case
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.jurisdictions.jurisdiction import kind_of
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.places import home_of
from alliance_docs.resources import data_folder

FEWEST = 12
"""Articles a document must share with one of ours to be taken for it,"""
SHARE = 2 / 3
"""and the part of its own articles that they are."""
_BLOCK = re.compile(r"\{%-?\s*block\s+(\w+)")
_RUBRIC = re.compile(r"##\s+(\S.*?)\s*(?:\{=(\w+)\})?\s*$")
_WORD = re.compile(r"\{\{\s*v\.(\w+)\s*\}\}")
_TAG = re.compile(r"\{%[^{}%]*%\}")
_FILLED = re.compile(r"\{\{[^{}]*\}\}")
_OPEN = "\0"
_AFTER = "after_"


@dataclass(frozen=True)
class OwnArticle:
    """An article of our text: its clause id, and its rubrics as patterns (words that differ by dossier match any)."""

    id: str
    rubrics: tuple[re.Pattern[str], ...]
    title: str

    def named(self, rubric: str) -> bool:
        """Tell whether *rubric* is one of its own."""
        return any(one.fullmatch(rubric) for one in self.rubrics)


def known_again(case: Case, document: str) -> Mapping[str, Clause]:
    """Return the articles of a document by the ids our text gives them; empty where it is no text of ours."""
    draft = case.drafts.get(document)
    return case.once(f"own {document}", lambda: _known(case.jurisdiction.id, document, draft)) if draft is not None else {}


def article_title(case: Case, document: str, clause: str) -> str:
    """Return the title our text gives the article *clause*, its id where it is none of ours."""
    if not case.jurisdiction.id:
        return clause
    return next((one.title for one in own_articles(case.jurisdiction.id, kind_of(document)) if one.id == clause), "") or clause


def taken_out(case: Case, document: str, before: Clause | None, after: Clause) -> tuple[str, ...]:
    """Return the titles of our articles that stand between two neighbours in our text and nowhere in the document."""
    known = {clause.id: own for own, clause in known_again(case, document).items()}
    if not known:
        return ()
    own = own_articles(case.jurisdiction.id, kind_of(document))
    places = {article.id: place for place, article in enumerate(own)}
    if after.id not in known or (before is not None and before.id not in known):
        return ()
    first = places[known[before.id]] + 1 if before is not None else 0
    return tuple(article.title for article in own[first : places[known[after.id]]] if article.id not in known.values())


def _known(jurisdiction: str, document: str, draft: Draft) -> Mapping[str, Clause]:
    articles = [clause for clause in draft.clauses if clause.kind == "article"]
    if not jurisdiction or len(articles) < FEWEST:
        return {}
    found: dict[str, Clause] = {}
    for own in own_articles(jurisdiction, kind_of(document)):
        clause = next((one for one in articles if own.named(one.rubric_text) and all(one is not taken for taken in found.values())), None)
        if clause is not None:
            found[own.id] = clause
    return found if len(found) >= max(FEWEST, SHARE * len(articles)) else {}


@lru_cache(maxsize=32)
def own_articles(jurisdiction: str, document: str) -> tuple[OwnArticle, ...]:
    """Return the articles of a document as our texts have them, in order; those of the jurisdiction stand where it adds them."""
    words = load_jurisdiction(jurisdiction).vocabulary
    order: list[str] = []
    rubrics: dict[str, list[str]] = {}
    for folder in (data_folder("templates") / "common", home_of(jurisdiction).folder):
        path = folder / f"{document}.md"
        if not path.is_file():
            continue
        last: dict[str, str] = {}
        for block, clause, rubric in _rubrics(path.read_text(encoding="utf-8-sig")):
            rubrics.setdefault(clause, []).append(rubric)
            if clause in order:
                continue
            behind = last.get(block) or block.removeprefix(_AFTER)
            order.insert(order.index(behind) + 1 if block.startswith(_AFTER) and behind in order else len(order), clause)
            last[block] = clause
    return tuple(
        OwnArticle(clause, tuple(_pattern(rubric, words) for rubric in rubrics[clause]), _title(rubrics[clause][-1], words)) for clause in order
    )


def _rubrics(source: str) -> Iterator[tuple[str, str, str]]:
    """Yield block, clause id and rubric of each article of a template."""
    block = ""
    for line in source.splitlines():
        if opened := _BLOCK.search(line):
            block = opened[1]
        elif block and (found := _RUBRIC.match(line)):
            yield block, found[2] or block, found[1]


def _pattern(rubric: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """An organ may bear a longer name (技术专家委员会); alternatives count each; what facts fill in matches anything."""
    said = _WORD.sub(lambda found: f"{_OPEN}{words.get(found[1], _OPEN)}", rubric)
    parts = _parts(_FILLED.sub(_OPEN, said))
    made = []
    for place, part in enumerate(parts):
        escaped = ".{0,8}".join(re.escape(piece) for piece in (part or "").split(_OPEN))
        made.append((escaped, f"(?:{escaped}|", f"{escaped})")[place % 3])
    return re.compile("".join(made))


def _title(rubric: str, words: Mapping[str, str]) -> str:
    said = _WORD.sub(lambda found: words.get(found[1], "…"), rubric)
    return _FILLED.sub("…", "".join(part for place, part in enumerate(_parts(said)) if place % 3 != 2))


def _parts(rubric: str) -> list[str]:
    """Cut a rubric at its conditions: text, what stands if one holds, what stands else, text, and so on."""
    texts = _TAG.split(rubric)
    parts = [texts[0]]
    for tag, text in zip(_TAG.findall(rubric), texts[1:], strict=True):
        word = tag.strip("{%- }").partition(" ")[0]
        if word == "else":
            parts[-1] = text
        elif word == "endif":
            parts.append(text)
        else:
            parts += [text, ""]
    return parts
