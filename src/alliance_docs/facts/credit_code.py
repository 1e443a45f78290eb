"""The unified social credit code 统一社会信用代码 (GB 32100): which rule a wrong one breaks, and its type prefix."""

from __future__ import annotations

import unicodedata

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength

PREFIXES = {
    "企业": ("91",),
    "高校": ("12", "52", "91"),
    "科研机构": ("12", "91", "52", "11"),
    "园区": ("91", "12", "11", "52"),
    "行业协会": ("51", "52"),
    "检测机构": ("91", "12", "52"),
    "金融机构": ("91",),
    "服务机构": ("91", "12", "52", "51"),
}
"""Type prefixes seen for each kind of member (practice notes: converted institutes carry 91, private universities 52)."""


def compact(code: str) -> str:
    """Return the code without spaces and hyphens, in capitals, half width."""
    return uscc.compact(unicodedata.normalize("NFKC", code)).upper()


def broken_rule(code: str) -> str | None:
    """Return which rule *code* breaks, in one clause, or None when it is valid."""
    plain = compact(code)
    try:
        uscc.validate(plain)
    except InvalidLength:
        return f"应为 18 位，现为 {len(plain)} 位"
    except InvalidFormat:
        return "只能由数字和大写字母组成，且不使用 I、O、S、V、Z"
    except InvalidChecksum:
        return "校验位不符（第 9—17 位的机构代码或者第 18 位有误）"
    return None


def prefix_mismatch(code: str, member_type: str) -> str | None:
    """Return a hint when the first two digits are unusual for *member_type*; the certificate decides."""
    usual = PREFIXES.get(member_type)
    prefix = compact(code)[:2]
    if usual and prefix not in usual:
        return f"{member_type}的代码通常以 {'、'.join(usual)} 开头，现为 {prefix}"
    return None
