"""The table of opinions and the replies written as Word files beside the version; what somebody edited is left alone."""

from __future__ import annotations

import datetime as dt

from alliance_docs import __version__
from alliance_docs.dossier.build import plan_of
from alliance_docs.dossier.opinions import load_opinions
from alliance_docs.dossier.opinions_reply import reply
from alliance_docs.dossier.opinions_said import file_name_of, name_of
from alliance_docs.dossier.opinions_table import opinions_table
from alliance_docs.dossier.protect import Written, write_all
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.versions import Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.errors import UserError
from alliance_docs.facts.changing import member_of
from alliance_docs.facts.values import read_date


def write_table(dossier: Dossier, version: Version) -> Written:
    """Write 意见汇总及采纳情况表.docx into the version's ``returns/``. Raises UserError when nothing came back."""
    from alliance_docs.word.shell import common_shell
    from alliance_docs.word.writer import Meta, write

    opinions = load_opinions(version)
    if not opinions.files and not opinions.opinions:
        raise UserError(f"{version.name}还没有收到意见", remedy="返回的文件用 adopt --from 收下，其他意见用 opinions add 登记")
    data = write(opinions_table(plan_of(dossier), version, opinions), common_shell(), Meta(version=__version__, date=read_date(version.date), size="四号"))
    return write_all(dossier, {version.returns / f"{version_words().table['file']}.docx": data})[0]


def write_replies(dossier: Dossier, version: Version, on: dt.date, member: str = "") -> tuple[Written, ...]:
    """Write a letter to each member that said something, or only to one; all or none. Raises UserError while something is undecided."""
    from alliance_docs.word.shell import common_shell
    from alliance_docs.word.writer import Meta, write

    plan, opinions = plan_of(dossier), load_opinions(version)
    members = tuple(dict.fromkeys(one.member for one in opinions.current))
    if member:
        wanted = member_of(plan.facts, member, active=False).id
        members = tuple(one for one in members if one == wanted)
    if not members:
        raise UserError(f"{version.name}没有收到{name_of(plan.facts, wanted) if member else ''}意见，没有要答复的", remedy="alliance-docs opinions list 列出收到的意见")
    files = {}
    for one in members:
        name = file_name_of(plan.facts, one)
        data = write(reply(plan, version, opinions, one, on), common_shell(), Meta(version=__version__, date=on))
        files[version.returns / one / f"{version_words().reply['file'].format(member=name)}.docx"] = data
    return tuple(write_all(dossier, files))
