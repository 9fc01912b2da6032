"""Generated statements as banks and wallets write them: the rows of ``material`` in their forms."""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import material
import xlsxwriter
import xlwt

ACCOUNT = "50050199009900000017"
HOLDER = "云杉苑小区业主委员会"
OPENING = Decimal("100000.00")
XLS_ROWS = 65_000

Text = Sequence[str]
Grid = list[Text]


@dataclass(frozen=True)
class Money:
    """One row of ``material.rows``, its parts named; ``amount`` is without sign."""

    number: int
    day: str
    time: str
    is_in: bool
    amount: str
    balance: str
    party: str
    party_account: str
    memo: str
    serial: str


@functools.cache
def moneys(count: int) -> list[Money]:
    """The rows, with times of day that rise from row to row of a day."""
    found = []
    before, second = "", 0
    for number, (day, in_, out, balance, party, account, memo, serial) in enumerate(
        material.rows(count)
    ):
        second = second + 7 if day == before else 8 * 3600
        before = day
        time = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        found.append(
            Money(number, day, time, bool(in_), in_ or out, balance, party, account, memo, serial)
        )
    return found


def ccb(count: int) -> Grid:
    """The 38 columns of China Construction Bank's detail file."""
    head = _names(
        "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,"
        "对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号"
    )
    for at in range(1, 11):
        head += [f"个性化信息名称{at}", f"个性化信息{at}"]
    rows: Grid = [[*head, "交易介质编号"]]
    for each in moneys(count):
        day = each.day.replace("-", "")
        sides = ("0.00", each.amount) if each.is_in else (each.amount, "0.00")
        row = [ACCOUNT, HOLDER, f"{day} {each.time}", *sides, each.balance, "人民币元"]
        row += [each.party, each.party_account, "中国建设银行股份有限公司重庆云杉支行", day]
        row += ["转账", each.memo, f"{each.number + 1}-5000019900090{each.number:07d}"]
        rows.append([*row, "", "电子转账凭证", f"{each.number:016d}", *[""] * 21])
    return rows


def icbc(count: int) -> Grid:
    """The 14 columns of Industrial and Commercial Bank's ``HISTORYDETAIL``."""
    head = _names(
        "凭证号,对方账号,交易时间,借贷标志,对方单位,对方行号,用途,摘要,附言,回单个性化信息,"
        "余额,转出金额,转入金额,本方账号"
    )
    rows: Grid = [["[HISTORYDETAIL]"], head]
    for each in moneys(count):
        sides = ("", each.amount) if each.is_in else (each.amount, "")
        row = ["0", each.party_account, f"{each.day} {each.time}", "贷" if each.is_in else "借"]
        row += [f"{each.party:30}", "105653900017", each.memo, "转账", "2026年", ""]
        rows.append([*row, each.balance, *sides, ACCOUNT])
    return rows


def wechat_fund(count: int) -> Grid:
    """A merchant's fund bill of WeChat Pay; every cell of a row begins with a backtick."""
    head = _names(
        "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,"
        "账户结余（元）,资金变更提交申请人,备注,业务凭证号"
    )
    rows: Grid = [head]
    for each in moneys(count):
        side = "收入" if each.is_in else "支出"
        row = [f"{each.day} {each.time}", f"42000099902026{each.number:014d}"]
        row += [str(1_000_000_000 + each.number), "交易", "交易", side, each.amount, each.balance]
        rows.append(_marked([*row, "system", each.memo, f"YS{each.number:012d}"]))
    rows.append(_names("资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"))
    (ins, total_in), (outs, total_out) = _totals(count)
    rows.append(_marked([f"{count}.0", f"{ins}.0", total_in, f"{outs}.0", total_out]))
    return rows


def wechat_person(count: int) -> Grid:
    """A person's bill of WeChat Pay, which china_bean_importers reads too."""
    (ins, total_in), (outs, total_out) = _totals(count)
    above = [
        "微信支付账单明细", "微信昵称：[云杉]",
        "起始时间：[2025-01-01 00:00:00] 终止时间：[2025-12-31 23:59:59]",
        "导出类型：[全部]", "导出时间：[2026-01-02 09:00:00]", "", f"共{count}笔记录",
        f"收入：{ins}笔 {total_in}元", f"支出：{outs}笔 {total_out}元", "中性交易：0笔 0.00元",
        "----------------------微信支付账单明细列表--------------------",
    ]  # fmt: skip
    rows: Grid = [[text, *[""] * 10] for text in above]
    rows.append(
        _names(
            "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
        )
    )
    for each in moneys(count):
        side, state = ("收入", "已存入零钱") if each.is_in else ("支出", "支付成功")
        row = [f"{each.day} {each.time}", "商户消费", each.party, each.memo, side]
        row += [f"¥{each.amount}", "零钱", state, f"42000099902026{each.number:014d}"]
        rows.append([*row, f"YS{each.number:012d}", "/"])
    return rows


def ccb_person(count: int) -> Grid:
    """A personal card's detail of China Construction Bank, for china_bean_importers alone."""
    rows: Grid = [
        ["中国建设银行个人活期账户全部交易明细"],
        ["卡号/账号:6217000099009900017"],
        ["客户名称:测试户", "", "起始日期:20250101", "", "结束日期:20251231"],
        _names("序号,摘要,币别,钞汇,交易日期,交易金额,账户余额,交易地点/附言,对方账号与户名"),
    ]
    for each in moneys(count):
        amount = each.amount if each.is_in else f"-{each.amount}"
        row = [str(each.number + 1), "转账", "人民币元", "钞", each.day.replace("-", ""), amount]
        rows.append([*row, each.balance, each.memo, f"{each.party_account}/{each.party}"])
    return rows


def as_csv(path: Path, rows: Grid, encoding: str, *, is_quoted: bool = False) -> Path:
    """Records with commas."""
    with path.open("w", encoding=encoding, newline="") as file:
        quoting = csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL
        csv.writer(file, quoting=quoting).writerows(rows)
    return path


def as_xlsx(path: Path, rows: Grid) -> Path:
    """A workbook of texts."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def as_xls(path: Path, rows: Grid) -> Path:
    """A workbook of the old form, which holds no more than ``XLS_ROWS``."""
    assert len(rows) <= XLS_ROWS
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet0")
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            if text:
                sheet.write(number, place, text)
    book.save(str(path))
    return path


def as_camt(path: Path, count: int) -> Path:
    """The rows as camt.053.001.02."""
    rows = moneys(count)
    balance = (
        "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
        '<Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>'
    )
    out = io.StringIO()
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr>'
        "<MsgId>1</MsgId><CreDtTm>2026-01-01T09:00:00+08:00</CreDtTm></GrpHdr><Stmt><Id>1</Id>"
        "<CreDtTm>2026-01-01T09:00:00+08:00</CreDtTm>"
        f"<Acct><Id><Othr><Id>{ACCOUNT}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>"
    )
    out.write(balance.format(kind="OPBD", amount=OPENING, day="2025-01-01"))
    out.write(balance.format(kind="CLBD", amount=rows[-1].balance, day="2025-12-31"))
    for each in rows:
        side, party = ("CRDT", "Dbtr") if each.is_in else ("DBIT", "Cdtr")
        out.write(
            f'<Ntry><NtryRef>{each.serial}</NtryRef><Amt Ccy="CNY">{each.amount}</Amt>'
            f"<CdtDbtInd>{side}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{each.day}</Dt></BookgDt>"
            f"<AcctSvcrRef>{each.serial}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties>"
            f"<{party}><Nm>{escape(each.party)}</Nm></{party}><{party}Acct><Id><Othr>"
            f"<Id>{each.party_account}</Id></Othr></Id></{party}Acct></RltdPties>"
            f"<RmtInf><Ustrd>{escape(each.memo)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        )
    out.write("</Stmt></BkToCstmrStmt></Document>")
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def as_pdf(path: Path, count: int) -> Path:
    """The rows of ``material`` as a ruled table on pages."""
    import weasyprint  # noqa: PLC0415 - seldom wanted, slow to load

    def line(row: Iterable[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for text in row) + "</tr>"

    body = "".join(line(row, "td") for row in material.rows(count))
    page = f"""<html lang="zh"><style>@page {{ size: A4 landscape; margin: 12mm }}
      body {{ font: 8pt "Noto Sans CJK SC" }} td, th {{ border: 0.5pt solid #000; padding: 2pt }}
      table {{ border-collapse: collapse; width: 100%; table-layout: fixed }}</style>
      <h2>账户明细</h2><p>户名：{HOLDER}</p><p>账号：{ACCOUNT}</p>
      <table><thead>{line(material.HEAD, "th")}</thead><tbody>{body}</tbody></table></html>"""
    weasyprint.HTML(string=page).write_pdf(path)
    return path


def once(path: Path, make: Callable[[Path], object]) -> Callable[[], None]:
    """Makes a file where it is missing."""

    def ready() -> None:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            make(path)

    return ready


def _names(joined: str) -> list[str]:
    return joined.split(",")


def _totals(count: int) -> list[tuple[int, str]]:
    """How many rows in, and their sum; the same for rows out."""
    found = []
    for is_in in (True, False):
        amounts = [Decimal(each.amount) for each in moneys(count) if each.is_in is is_in]
        found.append((len(amounts), str(sum(amounts, Decimal("0.00")))))
    return found


def _marked(row: Text) -> Text:
    return [f"`{text}" for text in row]
