"""A dossier keeps every answer and every hand edit, and refuses what would make it unreadable."""

from pathlib import Path

import pytest

from alliance_docs.dossier.store import Dossier, apply_settings, read_answers
from alliance_docs.errors import UserError
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return Dossier.create(tmp_path / "案卷 甲", assign(Facts(), "alliance.name", "甲联盟"))


def test_a_new_dossier_is_found_from_any_folder_below(dossier: Dossier) -> None:
    inside = dossier.folder / "filings" / "x"
    inside.mkdir(parents=True)
    assert Dossier.find(inside).folder == dossier.folder
    assert Dossier.open(dossier.folder).facts == dossier.facts
    assert dossier.facts.alliance is not None


def test_missing_parents_are_made(tmp_path: Path) -> None:
    assert Dossier.create(tmp_path / "a" / "b c", Facts()).facts == Facts()


def test_an_occupied_target_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "笔记.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match="不是空的"):
        Dossier.create(tmp_path, Facts())
    assert [entry.name for entry in tmp_path.iterdir()] == ["笔记.txt"]
    with pytest.raises(UserError, match="现为文件"):
        Dossier.create(tmp_path / "笔记.txt", Facts())
    with pytest.raises(UserError, match="不是文件夹"):
        Dossier.create(tmp_path / "笔记.txt" / "a", Facts())


def test_an_empty_target_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / ".DS_Store").write_bytes(b"")
    assert Dossier.create(tmp_path / "a", Facts()).facts == Facts()


def test_no_dossier_here(tmp_path: Path) -> None:
    for attempt in (Dossier.open, Dossier.find):
        with pytest.raises(UserError, match=r"alliance\.yaml"):
            attempt(tmp_path)
    with pytest.raises(UserError, match="没有这个文件夹"):
        Dossier.open(tmp_path / "无")


def test_each_answer_is_on_disk_at_once_and_hand_edits_between_survive(dossier: Dossier) -> None:
    dossier.save_answer("members[+].name", "甲公司")
    by_hand = dossier.facts_file.read_text(encoding="utf-8").replace("  place:", "  place: 兰州市  # 电话问过", 1).replace("# 联盟全称", "# 已核对")
    dossier.facts_file.write_text(by_hand, encoding="utf-8")
    facts = dossier.save_answer("members[m01].contribution.cash", "50万元")
    text = dossier.facts_file.read_text(encoding="utf-8")
    assert "place: 兰州市  # 电话问过" in text
    assert "name: 甲联盟  # 已核对" in text
    assert facts == Dossier.open(dossier.folder).facts
    assert facts.alliance is not None
    assert facts.alliance.place == "兰州市"


def test_saving_what_is_already_there_changes_no_byte(dossier: Dossier) -> None:
    dossier.facts_file.write_bytes(b"\xef\xbb\xbfalliance:   {name:  x }\r\n")
    dossier.replace_facts(dossier.facts)
    dossier.save_answer("alliance.name", "x")
    assert dossier.facts_file.read_bytes() == b"\xef\xbb\xbfalliance:   {name:  x }\r\n"
    dossier.save_answer("alliance.name", "乙")
    assert dossier.facts_file.read_bytes() == "\ufeffalliance:   {name:  乙 }\r\n".encode()


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("members[m01].credit_code", "123", "18 位，现为 3 位"),
        ("members[+].name", " 甲 公司", "重复"),
        ("dates.founding", "2025-12-31", "早于"),
        ("bearer.member", "甲公祠", "是否要写“甲公司”"),
        ("dispute.mode", "调解", "仲裁、诉讼"),
        ("alliance.nmae", "x", "是否要写“name”"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_the_file_stays(dossier: Dossier, path: str, value: str, words: str) -> None:
    dossier.save_answer("members[+].name", "甲公司")
    dossier.save_answer("dates.adoption", "2026-01-01")
    before = dossier.facts_file.read_bytes()
    with pytest.raises(UserError, match=words):
        dossier.save_answer(path, value)
    assert dossier.facts_file.read_bytes() == before


def test_a_file_with_a_contradiction_is_not_read_but_can_be_answered_out_of_it(dossier: Dossier) -> None:
    dossier.facts_file.write_text("members:\n  - id: m01\n    credit_code: '1'\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"alliance\.yaml:3 members\[m01\]\.credit_code"):
        _ = dossier.facts
    dossier.save_answer("alliance.name", "甲")
    dossier.save_answer("members[m01].credit_code", None)
    assert dossier.facts.members is not None


def test_answers_come_from_a_file_or_another_dossier(dossier: Dossier, tmp_path: Path) -> None:
    assert read_answers(dossier.folder) == read_answers(dossier.facts_file) == dossier.facts
    with pytest.raises(UserError, match="没有这个答案文件"):
        read_answers(tmp_path / "无.yaml")
    with pytest.raises(UserError, match=r"不是案卷"):
        read_answers(tmp_path)
    (tmp_path / "表.docx").write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(UserError, match=r"表\.docx:1：不是 UTF-8"):
        read_answers(tmp_path / "表.docx")
    (tmp_path / "坏.yaml").write_text("a: 'b\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"坏\.yaml:1：引号不成对"):
        read_answers(tmp_path / "坏.yaml")


def test_settings_of_the_command_line() -> None:
    facts = apply_settings(Facts(), ["alliance.name=甲=乙", "members=甲公司；乙大学", "dispute.mode = 交律师定", "alliance.place=兰州", "alliance.place="])
    assert facts.alliance is not None
    assert facts.alliance.name == "甲=乙"
    assert facts.alliance.place is None
    assert [member.id for member in facts.members or ()] == ["m01", "m02"]
    assert facts.deferred == ("dispute.mode",)
    for wrong, words in (("alliance.name", "字段=值"), ("=x", "字段=值"), ("alliance.nmae=x", "“name”"), ("members=甲\n甲", "重复"), ("alliance.term_years=三年", "整数")):
        with pytest.raises(UserError, match=words):
            apply_settings(Facts(), [wrong])


def test_two_writers_lose_nothing(dossier: Dossier) -> None:
    other = Dossier.open(dossier.folder)
    dossier.save_answer("alliance.place", "兰州")
    other.save_answer("alliance.short_name", "甲盟")
    dossier.save_answer("alliance.field", "风电")
    alliance = other.facts.alliance
    assert alliance is not None
    assert (alliance.place, alliance.short_name, alliance.field) == ("兰州", "甲盟", "风电")
