"""``new --list``: a list of alliances becomes dossiers with drafts; a wrong list is refused whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from alliance_docs.dossier.bulk import folder_names, make_each
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserErrors
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.interview.alliance_list import read_alliances
from alliance_docs.jurisdictions.loading import load_jurisdiction

LIST = Path(__file__).resolve().parents[2] / "examples" / "guangxi-alliances.csv"
HEAD = "联盟名称,理事长（牵头）单位,产业领域"
ROWS = (
    "广西甲产业技术创新战略联盟,甲公司,甲加工",
    "广西乙产业技术创新战略联盟,甲公司、乙研究院,乙加工",
    "广西丙产业技术创新战略联盟,丙大学；甲公司,",
)
GUANGXI = load_jurisdiction("guangxi")


def written(tmp_path: Path, *rows: str, encoding: str = "utf-8", name: str = "名单.csv") -> Path:
    path = tmp_path / name
    path.write_bytes("\r\n".join(rows).encode(encoding))
    return path


def test_the_shipped_list_holds_the_26_alliances() -> None:
    listed = read_alliances(LIST, GUANGXI, Facts(jurisdiction="guangxi"))
    assert len(listed) == 26
    names = [len(one.facts.leads) for one in listed]
    assert (names.count(1), names.count(2)) == (23, 3)
    assert len(set(folder_names([one.facts for one in listed]))) == 26
    assert all(member.id.startswith("m") for one in listed for member in one.facts.members or ())


def test_three_rows_become_three_dossiers_with_drafts(run, tmp_path: Path) -> None:
    said = run("new", tmp_path / "案卷", "--jurisdiction", "guangxi", "--list", written(tmp_path, HEAD, "", *ROWS, ",,"))
    assert (said.status, said.err) == (0, "")
    for at, name in enumerate(("广西甲", "广西乙", "广西丙"), start=1):
        dossier = Dossier.open(tmp_path / "案卷" / name)
        assert list(dossier.filings.glob("*/*章程.docx"))
        assert f"[{at}/3] {dossier.facts.alliance.name}：" in said.out
    second = Dossier.open(tmp_path / "案卷" / "广西乙").facts
    assert [(one.id, one.name, one.role) for one in second.leads] == [("m01", "甲公司", "牵头单位"), ("m02", "乙研究院", "牵头单位")]
    assert second.alliance.field == "乙加工"
    assert "新建 3 个案卷，原有 0 个没有改动，失败 0 个" in said.out
    table = said.out[said.out.index("\n\n") :]
    assert table.count("已建") == 3


def test_what_is_there_is_left_alone_and_told(run, tmp_path: Path) -> None:
    (tmp_path / "案卷" / "广西甲").mkdir(parents=True)
    (tmp_path / "案卷" / "广西甲" / "记录.txt").write_text("勿动", encoding="utf-8")
    said = run("new", tmp_path / "案卷", "--jurisdiction", "guangxi", "--list", written(tmp_path, HEAD, ROWS[0]))
    assert said.status == 0
    assert "没有改动" in said.out
    assert [path.name for path in (tmp_path / "案卷" / "广西甲").iterdir()] == ["记录.txt"]


def test_one_that_fails_does_not_stop_the_others(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alliance_docs.dossier import bulk
    from alliance_docs.errors import UserError

    real = bulk.build

    def build(dossier: Dossier, **more):
        if dossier.folder.name == "广西甲":
            raise UserError("磁盘空间不足", place="甲")
        return real(dossier, **more)

    monkeypatch.setattr(bulk, "build", build)
    said = run("new", tmp_path / "案卷", "--jurisdiction", "guangxi", "--list", written(tmp_path, HEAD, *ROWS[:2]))
    assert said.status == 1
    assert "失败：甲：磁盘空间不足" in said.out
    assert "新建 1 个案卷，原有 0 个没有改动，失败 1 个" in said.out


def test_a_mistake_of_ours_costs_one_dossier_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alliance_docs.dossier import bulk

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr(bulk, "build", broken)
    facts = assign(Facts(jurisdiction="guangxi"), "alliance.name", "广西甲联盟")
    assert [one.state for one in make_each([facts, facts], tmp_path, None)] == ["failed", "failed"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_encodings_and_delimiters_are_told_apart(tmp_path: Path, encoding: str, comma: str) -> None:
    rows = [row.replace("；", "、").replace(",", comma) for row in (HEAD, *ROWS)]
    listed = read_alliances(written(tmp_path, *rows, encoding=encoding), GUANGXI, Facts(jurisdiction="guangxi"))
    assert [one.facts.alliance.name for one in listed] == [row.split(",")[0] for row in ROWS]
    assert [member.name for member in listed[2].facts.members] == ["丙大学", "甲公司"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["name,lead", "广西甲联盟,甲"], ["第 1 行", "没有找到表头", "联盟名称", "name"]),
        ([HEAD + ",星座", ROWS[0] + ",双鱼"], ["第 1 行第 4 列", "星座"]),
        (["联盟名称,带头单位", "广西甲联盟,甲"], ["第 1 行第 2 列", "带头单位", "牵头单位"]),
        ([HEAD, ",乙公司,"], ["第 2 行", "乙公司", "没有联盟名称"]),
        ([HEAD, ROWS[0], "", ROWS[0].replace("甲产", "甲 产")], ["第 4 行第 1 列", "第 2 行第 1 列", "重复"]),
        ([HEAD, "广西甲联盟,甲公司（南宁）、甲公司(南宁),"], ["第 2 行第 2 列", "甲公司(南宁)", "写了两次"]),
        ([HEAD, "广西甲联盟,甲、乙、丙,"], ["第 2 行第 2 列", "3 家", "最多 2 家"]),
        ([HEAD, "广西甲联盟,甲,乙,丙"], ["第 2 行第 4 列", "多出“丙”"]),
        ([HEAD], ["表头下面没有联盟"]),
        (["联盟名称,牵头单位,联盟名称", "甲联盟,甲,乙联盟"], ["第 1 行第 3 列", "重复"]),
        (["联盟名称,牵头单位,理事会任期（年）", "广西甲联盟,甲,三年多"], ["第 2 行第 3 列", "三年多", "整数"]),
        (["联盟名称,牵头单位,dates.filing,dates.approval", "广西甲联盟,甲,2026-05-01,2026-04-01"], ["第 2 行", "早于"]),
        ([""], ["没有内容"]),
    ],
)
def test_a_wrong_list_is_refused_with_file_row_and_remedy(run, tmp_path: Path, rows: list[str], words: list[str]) -> None:
    said = run("new", tmp_path / "案卷", "--jurisdiction", "guangxi", "--list", written(tmp_path, *rows))
    assert said.status == 2, said
    assert "名单.csv" in said.err
    for word in words:
        assert word in said.err, said.err
    assert not (tmp_path / "案卷").exists()


def test_all_mistakes_come_together_down_the_list(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + ",星座", ",乙公司,,", "广西甲联盟,甲、甲,,", "广西甲联盟,甲、乙、丙,,")
    with pytest.raises(UserErrors) as refused:
        read_alliances(path, GUANGXI, Facts(jurisdiction="guangxi"))
    lines = str(refused.value).splitlines()
    assert len(lines) == 5
    assert ["第 1 行" in lines[0], "第 2 行" in lines[1], "第 3 行" in lines[2]] == [True, True, True]
    assert all("→" in line for line in lines)


def test_answers_are_shared_and_the_leads_take_the_lead(tmp_path: Path) -> None:
    base = assign(Facts(jurisdiction="guangxi"), "members[m01]", {"name": "老公司", "role": "牵头单位"})
    base = assign(base, "members[m02]", {"name": "甲公司", "role": "成员单位", "city": "南宁市"})
    listed = read_alliances(written(tmp_path, HEAD, ROWS[0], "广西丁产业技术创新战略联盟,,"), GUANGXI, base)
    first, second = (one.facts for one in listed)
    assert [(one.id, one.name, one.role) for one in first.members] == [("m02", "甲公司", "牵头单位"), ("m01", "老公司", "成员单位")]
    assert second.lead.name == "老公司"


def test_alike_names_get_different_folders() -> None:
    names = ["广西甲产业技术创新联盟", "广西甲产业技术创新战略联盟", "甘肃省乙产业技术创新联盟"]
    facts = [assign(Facts(), "alliance.name", name) for name in names]
    assert folder_names(facts) == ["广西甲产业技术创新联盟", "广西甲产业技术创新战略联盟", "乙"]


def test_the_names_of_a_template_do_not_slip_in(tmp_path: Path) -> None:
    base = assign(assign(Facts(jurisdiction="guangxi"), "alliance.name", "广西样板联盟"), "alliance.short_name", "样板联盟")
    (one,) = read_alliances(written(tmp_path, HEAD, ROWS[0]), GUANGXI, base)
    assert one.facts.alliance.short_name is None
    assert one.facts.former_names == ("广西样板联盟", "样板联盟")


def test_a_list_may_rest_on_another_jurisdictions_dossier(run, tmp_path: Path) -> None:
    answers = LIST.parent / "gansu.yaml"
    said = run("new", tmp_path / "案卷", "--jurisdiction", "guangxi", "--list", written(tmp_path, HEAD, ROWS[0]), "--answers", answers)
    assert (said.status, said.err) == (0, "")
    facts = Dossier.open(tmp_path / "案卷" / "广西甲").facts
    assert facts.lead.name == "甲公司"
    assert "甘肃省示例新型储能装备产业技术创新联盟" in facts.former_names
