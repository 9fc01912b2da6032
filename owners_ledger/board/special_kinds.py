"""The kinds of special notice: which keys each needs, with an example of every key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

TEXT, TEXTS, YUAN, DAY, AREA = "text", "texts", "yuan", "day", "area"


class Key(NamedTuple):
    """A key of the file: its name, type, example as TOML, and what it is called on the page."""

    name: str
    type: str
    example: str
    label: str = ""
    is_needed: bool = True


class SpecialKind(NamedTuple):
    """A kind: its title, its keys in print order, and what it must rest on.

    Attributes:
        title: on the page.
        keys: of the file, beside those of ``COMMON``.
        matter: key of the matter owners vote on, where a vote must be recorded, else "".
        rests: whether a resolution is needed.
    """

    title: str
    keys: tuple[Key, ...]
    matter: str = ""
    rests: bool = True


COMMON = (
    Key("number", TEXT, '"公告〔2026〕第 1 号"'),
    Key("date", DAY, "2026-07-01"),
    Key("from", DAY, "2026-07-01"),
    Key("to", DAY, "2026-07-31"),
    Key("contact", TEXTS, '["业委会", "财务监督小组"]'),
)
_RESOLUTION = Key("resolution", TEXT, '"2026-01"')
_CONSULT = Key(
    "consultation", TEXT, '"每周六 9:00—11:00，业委会办公室，可查阅合同草案"', "查阅咨询"
)

KINDS: Mapping[str, SpecialKind] = MappingProxyType(
    {
        "lease-tender": SpecialKind(
            "招租公告",
            (
                Key("what", TEXT, '"3栋架空层东侧 120 平方米"', "招租标的"),
                Key("where", TEXT, '"3栋一层架空层东侧，临小区主路"', "位置"),
                Key("use", TEXT, '"便民超市、洗衣店；不做餐饮、棋牌"', "用途", is_needed=False),
                Key("term", TEXT, '"三年，2026年9月1日至2029年8月31日"', "租期"),
                Key("reserve-price", YUAN, '"3600.00"', "租赁底价"),
                Key("price-unit", TEXT, '"元/月"'),
                Key(
                    "conditions",
                    TEXTS,
                    '["租金按季预付，押金两个月租金", "装修须经业委会同意，不改动管线"]',
                    "条件",
                ),
                Key("decided", TEXT, '"书面密封报价，监督小组到场开启，价高者得"', "怎样确定"),
                Key("deadline", TEXT, '"2026年7月25日18时前，报价书投入业委会信箱"', "报名截止"),
                _RESOLUTION,
                _CONSULT,
            ),
            "共有部分经营",
        ),
        "works": SpecialKind(
            "工程公告",
            (
                Key("what", TEXT, '"2栋二次供水水泵更换"', "工程"),
                Key("where", TEXT, '"2栋地下一层泵房"', "位置"),
                Key("scope", TEXT, '"更换水泵两台、止回阀四只，含拆除、安装、调试"', "范围"),
                Key("contractor", TEXT, '"重庆市清源杉给排水工程有限公司"', "施工单位"),
                Key("choice", TEXT, '"三家报价，最低价中选，监督小组到场"', "怎样选定"),
                Key("price", YUAN, '"18600.00"', "合同价"),
                Key("ceiling", YUAN, '"20000.00"', "决议限额"),
                Key("funds", TEXT, '"公共收益，不动用维修资金"', "资金来源"),
                Key("start", DAY, "2026-07-20", "开工"),
                Key("end", DAY, "2026-07-24", "完工"),
                Key("acceptance", TEXT, '"业委会、监督小组、2栋业主代表三方签字验收"', "验收"),
                Key("effect", TEXT, '"7月21日 9:00—17:00 停水"', "住户影响", is_needed=False),
                _RESOLUTION,
                _CONSULT,
            ),
        ),
        "fund-raising": SpecialKind(
            "筹集维修资金公告",
            (
                Key("what", TEXT, '"续筹住宅专项维修资金"', "事项"),
                Key("sum", YUAN, '"1156212.60"', "筹集总额"),
                Key("basis", TEXT, '"账户余额不足首期交存额的 30%"', "依据"),
                Key("area", AREA, '"57810.63"', "分摊面积"),
                Key("apportionment", TEXT, '"按专有部分面积分摊，每户金额四舍五入到分"', "分摊"),
                Key("account", TEXT, '"01"', "交到哪里"),
                Key("deadline", TEXT, '"2026年9月30日前"', "交款期限"),
                _RESOLUTION,
                _CONSULT,
            ),
            "筹集维修资金",
        ),
        "correction": SpecialKind(
            "更正公告",
            (
                Key("of", TEXT, '"monthly-2026-03"'),
                Key("edition", TEXT, '"更正1"'),
                _CONSULT,
            ),
            rests=False,
        ),
        "reply": SpecialKind(
            "答复公告",
            (Key("question", TEXT, '"Q-2026-001"'), _CONSULT),
            rests=False,
        ),
    }
)


def example(kind: str) -> str:
    """A complete file of a kind, as a starter and for the manual."""
    made = KINDS[kind]
    lines = [f'kind = "{kind}"']
    lines += [f"{key.name} = {key.example}" for key in (*COMMON, *made.keys)]
    text = "\n".join(lines) + "\n"
    if kind == "works":
        text += "".join(
            f'\n[[quote]]\nname = "{name}"\nprice = "{price}"\n'
            for name, price in (
                ("重庆市清源杉给排水工程有限公司", "18600.00"),
                ("重庆市汇泉杉设备有限公司", "19800.00"),
                ("重庆市长流杉机电有限公司", "21500.00"),
            )
        )
    return text
