"""How an opinion, its place and what was decided on it are put into words, for the list, the table and the replies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alliance_docs.dossier.comparison_labels import label
from alliance_docs.dossier.opinions import Opinion
from alliance_docs.dossier.opinions_marked import differing, inline, unmarked
from alliance_docs.dossier.versions import Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import Clause, Draft, clause_text
from alliance_docs.facts.facts import Facts

_UNFIT = re.compile(r'[\\/:*?"<>|\s.]+')


def said(one: Opinion, texts: dict[str, Draft], *, quoted: bool = True, marked: bool = False) -> str:
    """What the member wants, in one text; lines of the file are lines of it.

    *texts*: the version as it was sent; *quoted*: of a comment say what it is about; *marked*: with the marks of :mod:`opinions_marked`
    around the words that differ.
    """
    words = version_words().said
    draft = texts.get(one.document)
    anchor = label(draft.clause(one.anchor)) if draft and one.anchor else ""
    match one.kind:
        case "changed":
            kind = "changed" if one.before and one.after else "inserted" if one.after else "struck" if one.before else "unworded"
            pattern = words[kind]
        case "added":
            pattern = words["added"] if anchor else words["first"]
        case "moved":
            pattern = words["moved"] if anchor else words["moved_first"]
        case "fact":
            pattern = words["fact"] if one.before else words["filled"]
        case "chapter":
            kind = "chapter_moved" if one.before == one.after else "chapter" if one.before and one.after else "chapter_new" if one.after else "chapter_gone"
            pattern = words[kind]
        case "comment":
            pattern = words["about"] if one.before and quoted else words["comment"]
        case _:
            pattern = words[one.kind]
    after = differing(one.before, one.after)[1] if marked and one.kind == "changed" else one.after
    return pattern.format(before=one.before, after=after, anchor=anchor)


def said_with_traces(one: Opinion, texts: dict[str, Draft], *, quoted: bool = True, marked: bool = False, longest: int = 0) -> str:
    """As :func:`said`, with a note where the file bears no tracked change for it. *longest*: in one line of about so many characters, of a change only what differs (0: all of it)."""
    words = version_words()
    told = said(one, texts, quoted=quoted, marked=marked)
    if longest and one.kind == "changed":
        told = words.said["changed"].format(after=inline(one.before, one.after)) if inline(one.before, one.after) else told
    if longest:
        told = " ".join(told.split("\n"))
        told = told if len(told) <= longest else f"{told[:longest]}……"
    if one.tracked not in ("partly", "untracked"):
        return told
    return words.said["noted"].format(said=told, tracked=words.tracked[one.tracked])


def place_of(one: Opinion) -> str:
    """What the clause is called; of a new one that it is new."""
    words = version_words().said
    return f"{words['new']}{one.label}" if one.kind == "added" else one.label or one.clause


def body_text(clause: Clause) -> str:
    """The words of a clause without its rubric, one line a paragraph."""
    rubric = clause.rubric_text
    return clause_text(clause).removeprefix(rubric).lstrip("\n") if rubric else clause_text(clause)


def in_one(text: str) -> str:
    """Lines as one running text; marks stay."""
    out = ""
    for line in filter(None, text.split("\n")):
        out += line if not out or unmarked(out).endswith(("。", "；", "：", "，")) else f"\u3000{line}"
    return out


def original(one: Opinion) -> str:
    """What the version says there, with marks around the words that a change strikes; of an opinion on a whole clause its beginning."""
    words, longest = version_words().said, int(version_words().table["longest"])
    text = one.before or words["none"]
    if one.kind == "changed" and one.before and one.after:
        return differing(one.before, one.after)[0]
    return text if len(text) <= longest or one.kind not in ("opinion", "moved") else f"{text[:longest]}……"


def decided(one: Opinion) -> str:
    """What was decided, with what of it; empty while nothing is."""
    words = version_words().said
    return words["partly"].format(decision=one.decision, text=one.text) if one.text else one.decision


def name_of(facts: Facts, member: str) -> str:
    """The member's name."""
    found = facts.member(member)
    return (found.name if found else None) or member


def file_name_of(facts: Facts, member: str) -> str:
    """The member's name as part of a file name."""
    return _UNFIT.sub("-", name_of(facts, member))


def documents_said(version: Version, ids: Sequence[str] = ()) -> str:
    """《组建协议》（征求意见稿2）、《章程》（征求意见稿1）; *ids*: only those."""
    pattern = version_words().table["document"]
    chosen = [one for one in version.documents if not ids or one.id in ids]
    return "、".join(pattern.format(title=one.title, label=version.label, number=one.number) for one in chosen)
