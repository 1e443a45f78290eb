"""Parties, signature blocks and rosters name the same members; the alliance itself is none of them (LC-FM-01, LC-SB-04)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.reading import clause_place
from alliance_docs.drafting.draft import Clause, Draft, Paragraph, Signature, Table, plain
from alliance_docs.facts.text import normal_name

_KEY = re.compile(r"members\[([^\]]+)\]$")
SIGNED = ("agreement",)
_STAMP = re.compile(r"盖章|公章|签章|签字")


def parties(case: Case) -> Iterator[Hit]:
    """Signature blocks of the agreement, rosters and member annexes hold each member once."""
    if case.facts.members is None:
        return
    for document, draft in case.drafts.items():
        for clause, what, keys in _lists(document, draft):
            yield from _compare(case, document, clause, what, keys)


def _lists(document: str, draft: Draft) -> Iterator[tuple[Clause, str, list[str]]]:
    signed: list[str] = []
    page: Clause | None = None
    for clause in draft.clauses:
        for block in clause.blocks:
            if isinstance(block, Signature) and document in SIGNED and (found := _KEY.match(block.key)):
                signed.append(found[1])
                page = page or clause
            elif isinstance(block, Table) and (document == "member-roster" or clause.id == "annex_members"):
                rows = [found[1] for row in block.rows if (found := _KEY.match(row.key))]
                if rows:
                    yield clause, "名单", rows
    if page is not None:
        yield page, "签署页", signed


def _compare(case: Case, document: str, clause: Clause, what: str, keys: list[str]) -> Iterator[Hit]:
    members = {member.id: member.name or member.id for member in case.members}
    place = {"document": document, "clause": clause.id, "location": clause_place(clause) or what, "what": what}
    lacking = [name for key, name in members.items() if key not in keys]
    if lacking:
        yield hit("lacking", **place, names="、".join(lacking), count=len(members), there=len(set(keys)))
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            yield hit("twice", **place, names=members.get(key, key))
        if key not in members:
            gone = case.facts.member(key)
            yield hit("surplus", **place, names=(gone.name if gone and gone.name else key))


def alliance_as_party(case: Case) -> Iterator[Hit]:
    """An unregistered alliance signs nothing: no party line, no signature block of its own (LC-SB-04)."""
    alliance = case.facts.alliance
    name = normal_name(alliance.name) if alliance and alliance.name else ""
    if alliance and alliance.registered:
        return
    for document, draft in case.drafts.items():
        for clause in draft.clauses:
            for block in clause.blocks:
                if isinstance(block, Signature) and block.lines:
                    line = plain(block.lines[0])
                elif isinstance(block, Paragraph) and block.role in ("party", "sign-off"):
                    line = plain(block.inlines)
                else:
                    continue
                if _is_alliance(line, name, block):
                    yield hit("party", clause_place(clause), document=document, clause=clause.id, text=line.strip())


def _is_alliance(line: str, name: str, block: object) -> bool:
    bare = normal_name(re.sub(r"[（(](?:盖章|公章|签章|签字|印章)[）)]|[：:].*$|_", "", line))
    head = normal_name(re.split(r"[：:]", line)[-1])
    own = (bool(name) and name in (bare, head)) or bare in ("本联盟", "联盟")
    ends = bare.endswith("产业技术创新联盟") or head.endswith("产业技术创新联盟")
    return own or (ends and isinstance(block, Signature) and bool(_STAMP.search(line)))


RULES = {"LC-FM-01": parties, "LC-SB-04": alliance_as_party}
