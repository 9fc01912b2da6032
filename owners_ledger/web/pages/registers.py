"""The registers as tables to look things up in; changed in their files only."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from owners_ledger.banking.match.text import is_person
from owners_ledger.i18n import N_, _
from owners_ledger.registers import (
    FOLDER,
    assets,
    common,
    concessions,
    deposits,
    households,
    leases,
    meters,
    parking,
    payables,
    spreads,
    staff,
    suppliers,
    units,
    waiting,
)
from owners_ledger.web.figures import Desk
from owners_ledger.web.pages import masks
from owners_ledger.web.pages.sheet import (
    DAY,
    FIGURE,
    TEXT,
    Choice,
    Column,
    Place,
    Row,
    Sheet,
    Table,
    yuan,
)


class _Register(NamedTuple):
    title: str
    file: str
    columns: tuple[tuple[str, str], ...]


def _org(text: str) -> str:
    """A company by its name, a person masked."""
    return masks.name(text) if is_person(text) else text


_MASKED: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("households", "name"): masks.name,
    ("households", "phone"): masks.tail,
    ("parking", "plate"): masks.tail,
    ("parking", "user"): masks.name,
    ("leases", "tenant"): _org,
    ("leases", "tenant_account"): masks.tail,
    ("staff", "name"): masks.name,
    ("staff", "account"): masks.tail,
    ("suppliers", "name"): _org,
    ("suppliers", "account_number"): masks.tail,
    ("waiting", "plate"): masks.tail,
}
_FROM_TO = (("start", N_("起")), ("end", N_("止")))
_REGISTERS: Mapping[str, _Register] = {
    "units": _Register(
        N_("房屋"),
        units.FILE,
        (
            ("code", N_("房号")),
            ("building", N_("楼栋")),
            ("floor", N_("楼层")),
            ("area", N_("面积")),
            ("use", N_("用途")),
            *_FROM_TO,
        ),
    ),
    "households": _Register(
        N_("住户"),
        households.FILE,
        (
            ("unit", N_("房号")),
            ("name", N_("姓名")),
            ("role", N_("身份")),
            ("phone", N_("电话")),
            *_FROM_TO,
        ),
    ),
    "parking": _Register(
        N_("车位"),
        parking.FILE,
        (
            ("code", N_("车位")),
            ("kind", N_("类型")),
            ("unit", N_("房号")),
            ("plate", N_("车牌")),
            ("user", N_("使用人")),
            ("rate", N_("月租")),
            *_FROM_TO,
        ),
    ),
    "leases": _Register(
        N_("租赁合同"),
        leases.FILE,
        (
            ("code", N_("合同号")),
            ("kind", N_("类别")),
            ("place", N_("位置")),
            ("tenant", N_("承租人")),
            ("rent", N_("租金")),
            ("cycle", N_("周期")),
            ("deposit", N_("押金")),
            *_FROM_TO,
        ),
    ),
    "common": _Register(
        N_("公共资源"),
        common.FILE,
        (
            ("code", N_("编号")),
            ("kind", N_("类别")),
            ("place", N_("位置")),
            ("vacancy", N_("空置原因")),
            *_FROM_TO,
        ),
    ),
    "staff": _Register(
        N_("职工"),
        staff.FILE,
        (
            ("code", N_("工号")),
            ("name", N_("姓名")),
            ("post", N_("岗位")),
            ("employment", N_("用工")),
            ("wage", N_("月薪")),
            *_FROM_TO,
        ),
    ),
    "suppliers": _Register(
        N_("供应商"),
        suppliers.FILE,
        (
            ("code", N_("编号")),
            ("name", N_("名称")),
            ("account_number", N_("账号")),
            ("account", N_("科目")),
            ("note", N_("说明")),
            *_FROM_TO,
        ),
    ),
    "deposits": _Register(
        N_("押金"),
        deposits.FILE,
        (
            ("code", N_("编号")),
            ("holder", N_("房号或合同")),
            ("kind", N_("类别")),
            ("amount", N_("金额")),
            *_FROM_TO,
        ),
    ),
    "concessions": _Register(
        N_("减免"),
        concessions.FILE,
        (
            ("unit", N_("房号")),
            ("tariff", N_("项目")),
            ("reason", N_("原因")),
            ("factor", N_("比例")),
            ("resolution", N_("决议")),
            *_FROM_TO,
        ),
    ),
    "spreads": _Register(
        N_("待摊"),
        spreads.FILE,
        (("code", N_("编号")), ("name", N_("名称")), ("amount", N_("金额")), *_FROM_TO),
    ),
    "assets": _Register(
        N_("固定资产"),
        assets.FILE,
        (
            ("code", N_("编号")),
            ("name", N_("名称")),
            ("cost", N_("原值")),
            ("months", N_("折旧月数")),
            *_FROM_TO,
        ),
    ),
    "payables": _Register(
        N_("应付"),
        payables.FILE,
        (
            ("code", N_("编号")),
            ("supplier", N_("供应商")),
            ("about", N_("事由")),
            ("amount", N_("金额")),
            ("due", N_("到期日")),
        ),
    ),
    "waiting": _Register(
        N_("排队的车位"),
        waiting.FILE,
        (("unit", N_("房号")), ("plate", N_("车牌")), *_FROM_TO),
    ),
    "meters": _Register(
        N_("水电表"),
        meters.FILE,
        (("code", N_("表号")), ("unit", N_("房号")), ("tariff", N_("项目")), *_FROM_TO),
    ),
}


def sheet(desk: Desk, asked: Mapping[str, str]) -> Sheet:
    """One register; the first that has rows without another one asked for."""
    filled = [name for name in _REGISTERS if _rows(desk, name)]
    wanted = asked.get("register", "")
    name = wanted if wanted in _REGISTERS else next(iter(filled), "units")
    register, rows = _REGISTERS[name], _rows(desk, name)
    kinds = [_kind(rows, field) for field, _title in register.columns]
    columns = tuple(
        Column(_(title), kind)
        for (_field, title), kind in zip(register.columns, kinds, strict=True)
    )
    file = f"{FOLDER}/{register.file}"
    shown = tuple(
        Row(
            tuple(_cell(name, field, getattr(one, field)) for field, _title in register.columns),
            place=Place(file, one.row),
        )
        for one in rows
    )
    return Sheet(
        _("登记簿：{name}").format(name=_(register.title)),
        (
            _(
                "文件 {file}，共 {count} 行，用表格软件改；姓名、电话、车牌、账号只显示一部分。"
            ).format(file=file, count=len(rows)),
        ),
        choices=tuple(
            Choice(_(_REGISTERS[one].title), {"register": one}, one == name)
            for one in dict.fromkeys((*filled, name))
        ),
        tables=(Table(_(register.title), columns, shown, empty=_("没有登记。")),),
    )


def _rows(desk: Desk, name: str) -> Sequence[Any]:
    found: Sequence[Any] = getattr(desk.registers, name)
    return found


def _kind(rows: Sequence[Any], field: str) -> str:
    for one in rows:
        value = getattr(one, field)
        if isinstance(value, datetime.date):
            return DAY
        if isinstance(value, Decimal | int):
            return FIGURE
    return DAY if field in ("start", "end", "due") else TEXT


def _cell(register: str, field: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(value) if field in ("factor", "area") else yuan(value)
    text = str(value)
    mask = _MASKED.get((register, field))
    return mask(text) if mask else text
