"""The words of one alliance and jurisdiction found in running text: organ words and names, turned into others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from alliance_docs.dossier.carry_over import carry_over
from alliance_docs.drafting.vocabulary import vocabulary
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import lookup
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import read_yaml
from alliance_docs.resources import data_folder

_JINJA = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)


def words_of(jurisdiction: Jurisdiction, facts: Facts) -> dict[str, str]:
    """Return each organ word of the package and its vocabulary key; words that stay typed have the key ``""``.

    A word that stands for two keys (理事长单位: ``lead`` and ``chair_unit`` in Guangxi) goes to the one it is general for.
    """
    general = read_yaml(data_folder("templates") / "common" / "vocabulary.yaml", "common/vocabulary.yaml")
    found: dict[str, str] = dict.fromkeys(general["kept"], "")
    typed = carry_over().typed
    for words in (vocabulary(jurisdiction, facts), jurisdiction.vocabulary):
        for key, word in words.items():
            if key in typed or found.get(word) == "":
                continue
            if word not in found or word in general["words"].get(key, ()):
                found[word] = key
    for key, several in general["words"].items():
        for word in several:  # 技术专家委员会 where this one says 专家委员会: the same organ, not 技术 and an organ
            if jurisdiction.vocabulary.get(key, word) in word:
                found.setdefault(word, key)
    return found


def names_of(facts: Facts) -> dict[str, str]:
    """Return the alliance's names and the variable each is written as."""
    told = {path: lookup(facts, path) for path in carry_over().names}
    return {value: f"{{{{ {path} }}}}" for path, value in reversed(told.items()) if isinstance(value, str)}


def replaced(text: str, table: Mapping[str, str]) -> str:
    """Return *text* with each word of *table* replaced, the longest first."""
    known = {word: said for word, said in table.items() if word}
    if not known:
        return text
    pattern = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
    return pattern.sub(lambda found: known[found[0]], text)


def translator(old: Mapping[str, str], new: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that says organ words of one vocabulary (``words_of``) in the words of another."""
    table = {word: word for word in new.values()} | {word: new.get(key, word) if key else word for word, key in old.items()}
    return lambda text: replaced(text, table)


def turned_back(source: str, facts: Facts, old: Jurisdiction, new: Jurisdiction) -> str:
    """Return a clause text in which names are facts and organ words vocabulary again; what Jinja reads stays as it is."""
    words = {word: f"{{{{ v.{key} }}}}" if key in new.vocabulary else word for word, key in words_of(old, facts).items()}
    policy = {old.policy.cited: "{{ j.policy }}", old.authority: "{{ j.authority }}"}
    table = {**words, **policy, **names_of(facts)}
    parts = _JINJA.split(source)
    parts[::2] = [replaced(part, table) for part in parts[::2]]
    return "".join(parts)
