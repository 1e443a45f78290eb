"""One word for a concept: what is said in general words is said in a jurisdiction's own (AMB-30).

Labels, questions, printed choices and findings speak generally of 理事会 and 联盟办公室; in a jurisdiction whose organs
are called otherwise they say 执行委员会 and 秘书处. Which general word stands for which is data
(``templates/common/vocabulary.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from alliance_docs.jurisdictions.loading import read_yaml
from alliance_docs.resources import data_folder


class Speech:
    """Says general words in the words of one vocabulary (see ``Jurisdiction.vocabulary``)."""

    def __init__(self, vocabulary: Mapping[str, str]) -> None:
        general, kept = _general()
        self._words = {word: vocabulary[key] for word, key in general.items() if vocabulary.get(key)}
        own = {word: word for word in (*self._words.values(), *kept)}
        table = {**self._words, **own}  # a word of the vocabulary's own is said already
        self._table = {word: said for word, said in table.items() if word}
        changed = any(word != said for word, said in self._table.items())
        longest_first = sorted(self._table, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if changed else None

    def say(self, text: str) -> str:
        """Return *text* with general words replaced; saying it twice changes nothing more."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._table[found[0]], text)


@cache
def _general() -> tuple[Mapping[str, str], tuple[str, ...]]:
    data = read_yaml(data_folder("templates") / "common" / "vocabulary.yaml", "common/vocabulary.yaml")
    words = {word: key for key, several in data["words"].items() for word in several}
    return words, tuple(data["kept"])


def general_words() -> Mapping[str, str]:
    """Return the general words (理事会, 联盟办公室) and the word of a vocabulary that each stands for (council, office)."""
    return _general()[0]


@lru_cache(maxsize=32)
def _speech(items: tuple[tuple[str, str], ...]) -> Speech:
    return Speech(dict(items))


def speech_of(vocabulary: Mapping[str, str]) -> Speech:
    """Return the speech of a vocabulary, made once."""
    return _speech(tuple(sorted(vocabulary.items())))
