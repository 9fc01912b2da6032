"""Invented names, numbers and plates; none belongs to anybody."""

from __future__ import annotations

import random

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹窦章云苏潘葛范彭郎鲁韦"
    "马苗方俞任袁柳唐薛雷贺倪汤罗毕郝安常乐于时傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛米贝明成戴宋庞"
)
_FIRST = "秋明思文晓雨建国志远立春海清书景佳若静子一宇诗安世永云泽梓承嘉启玉怀月星松竹兰亦"
_SECOND = "实华齐博然晴军强平华霞梅涛敏洁涵睿航岚琳宁远辉瑶成勇芳峰蓉川恒彤舟白朗真和谦"
_BANKS = (
    "重庆农村商业银行股份有限公司云杉分理处",
    "中国建设银行股份有限公司重庆云杉支行",
    "中国工商银行股份有限公司重庆桐梓支行",
    "中国农业银行股份有限公司重庆柏林支行",
    "中国邮政储蓄银行股份有限公司重庆松林支行",
    "招商银行股份有限公司重庆银杏支行",
)
_PLATE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def person(chance: random.Random) -> str:
    """A personal name of two or three characters."""
    given = (
        chance.choice(_FIRST)
        if chance.random() < 0.12
        else (chance.choice(_FIRST) + chance.choice(_SECOND))
    )
    return chance.choice(_SURNAMES) + given


def phone(number: int) -> str:
    """A telephone number of a series that is given to nobody."""
    return f"199{number:08d}"


def plate(number: int) -> str:
    """A number plate of the invented letters and figures."""
    letter = _PLATE_SIGNS[(3 + number // 10_000) % len(_PLATE_SIGNS)]
    return f"渝A·{letter}{number % 10_000:04d}"


def card(number: int) -> str:
    """A person's account number."""
    return f"6217990000{number:09d}"


def company_account(number: int) -> str:
    """A company's account number."""
    return f"5000199000{number:010d}"


def bank(number: int) -> str:
    """The bank an account number lies at."""
    return _BANKS[number % len(_BANKS)]
