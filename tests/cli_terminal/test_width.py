"""Chinese takes two columns: nothing runs out of the window, nothing is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from alliance_docs.cli.terminal.width import cut, width, wrap

TEXT = st.text(alphabet=st.sampled_from("联盟章程协议，。（）“”、；：ab12 -—?"), max_size=200)


def test_width_counts_columns() -> None:
    assert width("联盟ab") == 6
    assert width("（甲）") == 6
    assert width("e\u0301") == 1


@settings(max_examples=80, deadline=None)
@given(TEXT, st.integers(20, 60))
def test_wrapping_loses_no_character_but_blanks(text: str, columns: int) -> None:
    assert wrap(text, columns, "  ").replace(" ", "").replace("\n", "") == text.replace(" ", "")


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="联盟章程 ，。", max_size=200), st.integers(20, 60))
def test_lines_stay_in_the_window_but_for_hanging_punctuation(text: str, columns: int) -> None:
    for line in wrap(text, columns).split("\n"):
        assert width(line.rstrip("，。")) <= columns or set(line[columns // 2 :]) <= set(" ，。")


@given(TEXT, st.integers(5, 40))
def test_cutting_fits(text: str, columns: int) -> None:
    assert width(cut(text, columns)) <= columns


def test_a_closing_mark_never_begins_a_line() -> None:
    text = "联盟成员单位共同签署协议，并加盖公章。" * 6
    for columns in range(20, 44):
        assert not any(line.startswith(("，", "。")) for line in wrap(text, columns).split("\n"))
