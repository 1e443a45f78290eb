"""Chinese numerals: 第十二条, 二〇二六年, 人民币壹拾万元整.

cn2an was tried and set aside: it prints 壹仟零肆元伍角 without 整 and cannot read 三分之二.
Amounts in words follow 支付结算办法 附则 (正确填写票据和结算凭证的基本规定).
"""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "兆")
_CAPITAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_VALUES = {char: value for value, char in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
LARGEST = 10**16 - 1


def _group(number: int) -> str:
    text, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _UNITS[power]
            gap = False
        else:
            gap = True
    return text


def han(number: int, *, capital: bool = False) -> str:
    """Return *number* in Chinese words: 12 → 十二, 105 → 一百零五; *capital* gives 壹拾贰.

    Raises ValueError below 0 and above :data:`LARGEST`.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} 超出可以写成汉字的范围")
    if number == 0:
        return "零"
    text, pending = "", False
    for index in range(3, -1, -1):
        part = number // 10 ** (4 * index) % 10000
        if not part:
            pending = bool(text)
            continue
        if text and (pending or part < 1000):
            text += "零"
        text += _group(part) + _GROUPS[index]
        pending = False
    if capital:
        return text.translate(_CAPITAL)
    return text[1:] if text.startswith("一十") else text


def han_year(year: int) -> str:
    """Return a year digit by digit with 〇 (U+3007): 2026 → 二〇二六."""
    return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(year))


_AS_HAN = str.maketrans("〇两壹贰叁肆伍陆柒捌玖拾佰仟", "零二一二三四五六七八九十百千")


def read_han(text: str) -> int:
    """Read a Chinese or Arabic whole number: 十二, 一百零五, 二〇二六, 壹拾贰, 12. Raises ValueError.

    Words that could mean two numbers (一百五: 105 or 150) are refused.
    """
    if text.isascii() and text.isdigit() and len(text) <= 20:
        return int(text)
    plain = text.translate(_AS_HAN)
    if not plain or any(char not in _VALUES and char not in "十百千万亿兆" for char in plain):
        raise ValueError(f"“{text}”不是中文数字")
    if all(char in _VALUES for char in plain) and len(plain) <= 16:
        return int("".join(str(_VALUES[char]) for char in plain))
    number = _read_units(plain)
    if number > LARGEST or _spoken(han(number)) != _spoken(plain):
        raise ValueError(f"“{text}”不是规范的中文数字")
    return number


def _spoken(text: str) -> str:
    """Return a number without the 一 that people leave out: 百十 and 百一十 are both heard."""
    return text.replace("一十", "十")


def _read_units(text: str) -> int:
    for power, unit in ((12, "兆"), (8, "亿"), (4, "万")):
        if unit in text:
            above, below = text.rsplit(unit, 1)
            return _read_units(above) * int(10**power) + _read_units(below)
    total = digit = 0
    for char in text:
        if char in _VALUES:
            digit = _VALUES[char]
        else:
            total += (digit or 1) * int(10 ** ("十百千".index(char) + 1))
            digit = 0
    return total + digit


def amount_in_words(yuan: Decimal) -> str:
    """Return an amount as on Chinese contracts: 人民币壹拾万元整; to 元 or 角 with 整, with 分 without.

    *yuan* has at most two decimal places and is not negative; ValueError otherwise.
    """
    cents = yuan * 100
    if cents != cents.to_integral_value() or yuan < 0:
        raise ValueError(f"{yuan} 不是精确到分的金额")
    whole, rest = divmod(int(cents), 100)
    jiao, fen = divmod(rest, 10)
    text = "人民币" + (han(whole, capital=True) + "元" if whole or not rest else "")
    if jiao:
        text += _DIGITS[jiao].translate(_CAPITAL) + "角"
    elif fen and whole:
        text += "零"
    if fen:
        return text + _DIGITS[fen].translate(_CAPITAL) + "分"
    return text + "整"
