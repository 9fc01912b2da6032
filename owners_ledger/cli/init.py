"""``owners-ledger init``: a new book from the starter."""

from __future__ import annotations

import datetime
import re
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from owners_ledger import money
from owners_ledger.i18n import N_, _


class Money(click.ParamType[Decimal]):
    """Yuan with at most two decimals."""

    name = "元"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Read it the way every amount is read."""
        try:
            return money.parse(str(value))
        except money.AmountError as error:
            self.fail(error.message, param, ctx)


class Area(click.ParamType[Decimal]):
    """Square metres with at most two decimals."""

    name = "平方米"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """A plain number, not negative."""
        try:
            area = Decimal(str(value))
        except InvalidOperation:
            area = Decimal(-1)
        if not area.is_finite() or area < 0:
            self.fail(_("“{value}”不是面积").format(value=value), param, ctx)
        return area


class Pattern(click.ParamType[str]):
    """Text of one form, blanks left out."""

    def __init__(self, name: str, form: str) -> None:
        self.name = name
        self.form = re.compile(form)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text without blanks."""
        text = "".join(str(value).split())
        if not self.form.fullmatch(text):
            self.fail(_("“{value}”不是{what}").format(value=value, what=_(self.name)), param, ctx)
        return text


# The bank's number as printed on its statements; a name fit for a ledger account's last part.
_NUMBER = Pattern(N_("账号"), "[0-9]{0,32}|[0-9][0-9-]{0,30}[0-9]")
_PART = Pattern(N_("科目名（只能用汉字、字母、数字）"), r"\w{1,20}")


def _asked(prompt: str, default: Any) -> Any:
    """Ask on a terminal only; a script gets the default."""
    if not sys.stdin.isatty():
        return default
    return click.prompt(prompt, default=default)


@click.command(
    help=_(
        "在新文件夹 DIR 里建一本账：科目、登记簿、收费标准、预算，立刻可以导入对账单。"
        "没有在选项里写明的，会在终端里问。"
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help=_("小区名称，如 云杉苑小区"))
@click.option("--body", help=_("业主委员会全称（默认：小区名称＋业主委员会）"))
@click.option("--households", type=click.IntRange(0), help=_("户数"))
@click.option("--area", type=Area(), help=_("专有部分总面积，平方米"))
@click.option("--jurisdiction", help=_("所在的城市，如 重庆：公示的频次和天数按当地规定"))
@click.option("--bank", help=_("开户银行，如 中国建设银行"))
@click.option("--account-number", type=_NUMBER, help=_("对公账户的账号；还没有就不写"))
@click.option("--account-name", type=_PART, help=_("账户在公示上的叫法（默认：基本户）"))
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help=_("从哪一天起记账（默认：今年 1 月 1 日）"),
)
@click.option("--opening", type=Money(), help=_("那一天银行账户里的钱"))
@click.option("--cash", type=Money(), help=_("那一天现金盒里的钱"))
@click.option("--small", is_flag=True, help=_("小院：一个现金盒，至多一张银行卡，登记簿只有房屋"))
@click.option("--dry-run", is_flag=True, help=_("只列出要建的文件，不写"))
def command(folder: Path, *, small: bool, dry_run: bool, **given: Any) -> None:
    """Ask for what is missing, then write everything at one stroke."""
    from owners_ledger.starter import create, plan  # noqa: PLC0415 - loads beancount
    from owners_ledger.starter.place import refuse_taken  # noqa: PLC0415 - the same

    refuse_taken(folder)
    files = plan(_wish(folder, given, small=small))
    if dry_run:
        for name in sorted(files):
            click.echo(folder / name)
        return
    create(folder, files)
    click.echo(_("账本建好了：{folder}").format(folder=folder))
    click.echo(_("接下来："))
    click.echo(_("  1. 打开 {file}，补上联系电话、公示地点。").format(file="ledger/committee.toml"))
    click.echo(_("  2. 在 {file} 里登记房屋。").format(file="ledger/registers/units.csv"))
    click.echo(_("  3. 运行 owners-ledger --book {folder} import 对账单文件").format(folder=folder))


def _wish(folder: Path, given: dict[str, Any], *, small: bool) -> Any:
    from owners_ledger.starter import Opening, Wish  # noqa: PLC0415 - loads beancount

    def answer(key: str, prompt: str, default: Any) -> Any:
        return given[key] if given[key] is not None else _asked(prompt, default)

    name = answer("name", _("小区名称"), folder.resolve().name)
    body = answer("body", _("业主委员会全称"), f"{name}业主委员会")
    households = answer("households", _("户数"), 0)
    area = Area().convert(answer("area", _("专有部分总面积（平方米）"), "0"), None, None)
    place = answer("jurisdiction", _("所在的城市（公示按当地规定；不知道就直接回车）"), "")
    number = _NUMBER.convert(
        answer("account_number", _("对公账户账号（没有就直接回车）"), ""), None, None
    )
    bank = answer("bank", _("开户银行"), "") if number else ""
    since = answer("since", _("从哪一天起记账"), f"{datetime.date.today().year}-01-01")  # noqa: DTZ011 - a date on the user's calendar
    day = since.date() if isinstance(since, datetime.datetime) else _day(str(since))
    opening = answer("opening", _("那一天银行账户里的钱（元）"), "0.00") if number else "0.00"
    cash = answer("cash", _("那一天现金盒里的钱（元）"), "0.00")
    return Wish(
        name=name,
        body=body,
        opening=Opening(day, *(Money().convert(value, None, None) for value in (opening, cash))),
        households=int(households),
        area=area,
        bank=bank,
        account_number=number,
        account_name=given["account_name"] or "基本户",
        small=small,
        jurisdiction=str(place).strip(),
    )


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(_("“{text}”不是日期，应如 2026-01-01").format(text=text)) from None
