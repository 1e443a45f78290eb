"""Quorums and majorities in anybody's words: for each organ and matter the same everywhere (LC-GV-03, LC-EX-02, LC-EX-03)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Check, Hit
from alliance_docs.checks.quantities import SHARE, share
from alliance_docs.checks.reading import Passage, sentences
from alliance_docs.checks.stated import Stated, compared, contradictions, sort_of, told_of
from alliance_docs.checks.threshold_data import RULE, Matter, threshold_words
from alliance_docs.checks.wording import contains

_SHARE = re.compile(SHARE)
_PART = re.compile(r"[，,；;。：:]")
BEFORE, AFTER = 60, 22
"""How far from a share its organ and its role are looked for, in characters."""
BASE = 16
"""How far before a share its base is looked for, in characters."""
_GENERAL = Matter("一般事项", (), RULE)


@dataclass(frozen=True)
class _Found:
    """A share in a sentence: the words around it up to its neighbours; *earlier*: what stands before the sentence in its passage."""

    text: str
    before: str
    after: str
    passage: Passage
    earlier: str = ""


def _same(rule: str) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        told = [stated for of, stated in case.once("thresholds", lambda: tuple(_all(case))) if of == rule]
        for earlier, later in contradictions(told, _same_share):
            yield told_of(case, earlier, later)

    return check


def _all(case: Case) -> Iterator[tuple[str, Stated]]:
    documents = threshold_words().documents
    for document, passages in compared(case):
        if sort_of(document) not in documents or not _SHARE.search(case.text_of[document]):
            continue
        leads: dict[str, tuple[str, Stated]] = {}  # 下列事项应当经……同意：the items say what
        for passage in passages:
            if passage.undecided or passage.clause.kind not in ("article", "section"):
                continue
            yield from _items(passage, leads)
            earlier = ""
            for sentence in sentences(passage.text):
                open_list = sentence.rstrip().endswith(("：", ":"))
                for found in _shares(sentence, passage, earlier):
                    yield from _read(found)
                    if open_list and (spoken := _spoken(found, "", RULE)) is not None:
                        leads[sentence] = (spoken[0], spoken[1])
                earlier += sentence


def _items(passage: Passage, leads: Mapping[str, tuple[str, Stated]]) -> Iterator[tuple[str, Stated]]:
    """Yield what the lead of a list says of the matters its items name."""
    stated = next((stated for lead, (_, stated) in leads.items() if lead in passage.lead), None) if passage.lead else None
    if stated is None:
        return
    for matter in _named(passage.text):
        yield matter.rule, replace(stated, subject=(*_head(stated), matter.id), label=_label(stated, matter), passage=passage)


def _head(stated: Stated) -> tuple[object, ...]:
    return stated.subject[:2] if isinstance(stated.subject, tuple) else ()


def _label(stated: Stated, matter: Matter) -> str:
    organ, role = map(str, _head(stated))
    return _labelled(organ, role, matter.id)


def _labelled(organ: str, role: str, matter: str) -> str:
    return f"{organ}{'出席' if role == '出席' else '提议' if role == '提议' else '表决'}比例" + (f"（{matter}）" if matter else "")


def _shares(sentence: str, passage: Passage, earlier: str) -> Iterator[_Found]:
    matches = list(_SHARE.finditer(sentence))
    for place, match in enumerate(matches):
        start = matches[place - 1].end() if place else 0
        end = matches[place + 1].start() if place + 1 < len(matches) else len(sentence)
        yield _Found(match[0], sentence[start : match.start()], sentence[match.end() : end], passage, earlier)


def _read(found: _Found) -> Iterator[tuple[str, Stated]]:
    role = _role(found)
    matters = _matters(found, role)
    for matter in matters:
        spoken = _spoken(found, matter.id, matter.rule)
        if spoken is not None:
            yield spoken


def _spoken(found: _Found, matter: str, rule: str) -> tuple[str, Stated] | None:
    """Return the rule and the statement of a share on a matter; None where nobody or nothing is said to vote."""
    role, organ, value = _role(found), _organ(found), share(found.text)
    if not role or not organ or value is None:
        return None
    base, words = _base(found) if role == "同意" else ("", "")
    within = role != "同意" or matter not in ("", _GENERAL.id, "选举", "书面表决")
    label = _labelled(organ, role, "" if matter == _GENERAL.id and role != "同意" else matter)
    return rule, Stated((organ, role, matter), label, (value, base), words + found.text.strip(), found.passage, within)


def _role(found: _Found) -> str:
    words = threshold_words()
    for match in words.roles.pattern.finditer(found.after[:AFTER]):
        if words.roles.names[match[0]]:
            return words.roles.names[match[0]]
    return "出席" if contains(found.before[-AFTER:], words.lists["attend_before"]) else ""


def _organ(found: _Found) -> str:
    """Return who votes: the word nearest before the share, the one right behind it, the list's lead, the sentences before, the rubric."""
    near = _last(found.before[-BEFORE:])
    behind = _first(found.after[:8]) if _role(found) == "出席" or not near else ""
    return behind or near or _last(found.passage.lead) or _last(found.earlier) or _last(found.passage.clause.rubric_text)


def _last(text: str) -> str:
    organs = threshold_words().organs
    names = [organs.names[match[0]] for match in organs.pattern.finditer(text)]
    return next((name for name in reversed(names) if name), "")


def _first(text: str) -> str:
    organs = threshold_words().organs
    return next((name for match in organs.pattern.finditer(text) if (name := organs.names[match[0]])), "")


def _base(found: _Found) -> tuple[str, str]:
    """Return what the share is a part of, 全体 or 出席 ('' where that is not said), and the words from there to the share."""
    lists, best = threshold_words().lists, (-1, "")
    near = found.before[-BASE:]
    for name in ("of_all", "of_present"):
        best = max(best, *((near.rfind(word), name) for word in lists[name]))
    start, name = best
    return (name, near[start:]) if start >= 0 and not _PART.search(near[start:]) else ("", "")


def _same_share(one: Hashable, other: Hashable) -> bool:
    """Tell whether two shares are the same; what they are parts of counts where both say it."""
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return one == other
    return one[0] == other[0] and (one[1] == other[1] or not (one[1] and other[1]))


def _matters(found: _Found, role: str) -> tuple[Matter, ...]:
    """Return what the share is of: matters named around it, in the rubric or the lead; or anything, where words for that stand there."""
    lists = threshold_words().lists
    around = found.before + found.after[:AFTER]
    named = _named(around)
    if named:
        return named
    if role == "出席":
        return (_GENERAL,) if not contains(around, ("选举", "换届")) else ()
    if role == "提议":
        return (Matter("临时会议", (), RULE),) if contains(around, ("临时", "召开", "召集")) else ()
    if contains(around, lists["not_general"]):
        return ()
    title = f"{found.passage.clause.rubric_text}\n{found.passage.lead}"
    titled = _named(title) or tuple(matter for matter in threshold_words().matters if contains(title, matter.rubric))
    if titled and not contains(around, ("一般事项", "其他事项")):
        return titled
    return (_GENERAL,) if contains(around, lists["general"]) else ()


def _named(text: str) -> tuple[Matter, ...]:
    return tuple(matter for matter in threshold_words().matters if contains(text, matter.find))


RULES: Mapping[str, Check] = {rule: _same(rule) for rule in (RULE, "LC-EX-02", "LC-EX-03")}
