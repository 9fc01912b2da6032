"""The smaller files of the canaries' book; ``{field}`` stands for the canary of a field."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from owners_ledger.board.toml_text import written

ACCOUNTS = Path(__file__).parents[2] / "ledger" / "accounts.beancount"
SMALL_BUILDING = ["75-1-101", "75-1-102", "75-1-103", "75-1-201"]

MAIN = """\
; {comment in a ledger file}
option "title" "样例业主委员会账本"
option "operating_currency" "CNY"
option "tolerance_multiplier" "0"
option "documents" "documents"

plugin "owners_ledger.checks"

2020-01-01 commodity CNY
  precision: 2

include "accounts.beancount"
include "20[0-9][0-9]/*.beancount"
"""

COMMITTEE = """\
# {comment in committee.toml}
name = "林泉里小区"
body = "林泉里小区业主委员会"
households = {households}
area = "{area}"
website = "https://linquanli.example.org/"
tax-id = "{tax number}"
treasurer = "{unknown key in committee.toml}"

[[bank]]
code = "01"
account = "Assets:10银行存款:01基本户"
name = "基本户"
bank = "重庆农村商业银行"
number = "{number of a bank account}"
holder = "{holder of a bank account}"

[rules]
swing-year = "1000000"
swing-month = "1000000"
members = ["71-1-101"]

[posting]
places = ["东门公告栏"]
consult = "每周六上午，业委会办公室"

[closing]
by = "出纳"
approved-by = "监督小组"

[[contact]]
label = "业委会"
phone = "023-0000-0101"
"""

TOML = {
    "tariffs.toml": """\
# {comment in a tariff}
[[property-fee]]
rate = "0.80"
resolution = "2020-01"
from = 2020-01-01
""",
    "resolutions.toml": """\
[[resolution]]
number = "2020-01"
date = 2020-01-01
title = "物业费标准"
document = "documents/{file name of a ballot}.pdf"

[[resolution]]
number = "2026-01"
date = 2026-01-05
title = "消防设施改造"
ceiling = "90000.00"
document = "documents/{file name of a ballot}.pdf"
body = "业主委员会"

[[resolution]]
number = "2026-02"
date = 2026-02-05
title = "架空层招租"
body = "业主大会"
matter = "共有部分经营"
document = "documents/{file name of a ballot}.pdf"
[resolution.vote]
owners = 388
owners-area = "{area}"
took-part = 300
took-part-area = "30000.00"
for = 290
for-area = "29000.00"
""",
    "projects.toml": """\
[[project]]
code = "P-01"
name = "消防改造"
resolution = "2026-01"
contractor = "重庆云杉水务有限公司"
contract = "80000.00"
account = "Assets:30在建工程:01消防改造"
state = "施工中"
why = "管网老化"
document = "documents/{file name of a contract}.pdf"
[[project.acceptance]]
date = 2026-05-10
by = "监理、业委会"
result = "合格"
document = "documents/{file name of an acceptance}.pdf"
[[project.photograph]]
path = "documents/{file name of a photograph}.jpg"
date = 2026-05-10
caption = "施工前"
""",
    "contracts.toml": """\
[[contract]]
code = "C-01"
supplier = "V-01"
about = "消防设施改造"
account = "Assets:30在建工程:01消防改造"
project = "P-01"
resolution = "2026-01"
total = "80000.00"
from = 2026-01-10
to = 2026-12-31
document = "documents/{file name of a contract}.pdf"
[[contract.instalment]]
due = 2026-09-01
amount = "80000.00"
what = "完工款"
[[contract.quote]]
bidder = "重庆云杉水务有限公司"
price = "80000.00"
[[contract.quote]]
bidder = "{bidder who is a person}"
price = "81000.00"

[[contract]]
code = "C-02"
supplier = "V-02"
about = "楼道灯维修"
account = "Expenses:30运行:36日常维修"
amount = "1180.30"
every = "月"
first-due = 2026-01-11
from = 2026-01-01
to = 2026-12-31
""",
    "budget/2026.toml": """\
resolution = "2020-01"
[income]
"物业服务费" = "400000.00"
[spending]
"人员工资与社保" = "220000.00"
"公共水电" = "6000.00"
""",
}

REGISTERS = {
    "registers/staff.csv": """\
工号,姓名,岗位,用工,月薪,账号,起,止,备注
S01,{staff name},保洁,劳动合同,2400.00,{staff account},2020-01-01,,{staff remark}
S02,邰昶曦,保洁,劳动合同,2500.00,6217990000000800002,2020-01-01,,
S03,佘瀛韫,保洁,劳动合同,2600.00,6217990000000800003,2020-01-01,,
S04,郗骞旻,文员,劳动合同,4273.19,6217990000000800004,2020-01-01,,
S05,鄢珞峤,维修,劳动合同,6518.37,6217990000000800005,2020-01-01,,
""",
    "registers/leases.csv": """\
合同号,类别,位置,承租人,对方账号,租金,付款周期,押金,起,止,科目,资源,调价约定,备注
L-01,架空层,71栋架空层,重庆云桐快递服务有限公司,50001990000000000102,2400.00,月,,2026-01-01,2028-06-30,Assets:20应收款:03架空层租金,G-01,,
L-02,公共用房,72栋负一层库房,{lease tenant},{lease account},900.00,月,,2026-01-01,2028-06-30,Assets:20应收款:04公共用房租金,G-02,{lease terms},{lease remark}
""",
    "registers/common.csv": """\
编号,类别,位置,空置原因,起,止
G-01,架空层,71栋架空层,,2020-01-01,
G-02,公共用房,72栋负一层库房,,2020-01-01,
""",
    "registers/suppliers.csv": """\
编号,名称,别名,账号,科目,说明,起,止,备注
V-01,重庆云杉水务有限公司,,50001990000000000202,Expenses:30运行:32公共水电,公共用水,2020-01-01,,{supplier contact} {supplier contact phone}
V-02,{supplier person},{supplier alias},{supplier account},Expenses:30运行:36日常维修,零修,2020-01-01,,
""",
    "registers/deposits.csv": """\
编号,房号或合同,类别,金额,起,止,备注
D-01,71-1-101,装修押金,2000.00,2026-02-05,2026-04-05,{deposit remark}
""",
    "registers/concessions.csv": """\
房号,项目,原因,比例,决议,起,止
71-1-102,卫生费,{concession reason},0.70,2020-01,2020-01-01,
""",
}

NOTES = {
    "notes/2026-04.toml": """\
[lines]
"收到装修押金" = "没有人新装修。"
"退还装修押金" = "有一户装修完工。"
[payees]
"业主" = "退还装修押金。"
""",
    "special/招租1.toml": """\
kind = "lease-tender"
number = "公告〔2026〕第 1 号"
date = 2026-06-01
from = 2026-06-01
to = 2026-07-01
contact = ["业委会"]
what = "74栋架空层东侧 120 平方米"
where = "74栋一层架空层东侧"
use = "便民超市"
term = "三年"
reserve-price = "3600.00"
price-unit = "元/月"
conditions = ["租金按季预付"]
decided = "书面密封报价，价高者得"
deadline = "2026年6月25日18时前"
resolution = "2026-02"
consultation = "每周六上午"
""",
    "notes/2026-03.toml": '[lines]\n"日常维修" = "楼道灯每月更换。"\n',
}


def QUESTION(comment: str) -> bytes:  # noqa: N802 - stands beside the files
    """A question as the command writes it, with a private word where none is printed."""
    return written(
        {
            "number": "Q-2026-001",
            "item": "2026-02/支1",
            "line": "公共水电",
            "figure": "412.20",
            "notice": "",
            "asker": "业主",
            "received": datetime.date(2026, 3, 16),
            "due": datetime.date(2026, 3, 31),
            "remark": comment,
            "history": [
                {"kind": "added", "day": datetime.date(2026, 3, 16), "text": "为什么多了？"},
                {"kind": "answered", "day": datetime.date(2026, 3, 20), "text": "天热用水多。"},
            ],
        }
    )


def POSTED(by: str) -> bytes:  # noqa: N802 - stands beside the files
    """A record of a notice that hung, put up by whoever is named: a post, by rule."""
    day = datetime.date(2026, 4, 8)
    return written(
        {
            "kind": "monthly",
            "period": "2026-03",
            "title": "2026年3月财务收支公示",
            "number": "公示〔2026〕第 3 号",
            "edition": [{"name": "", "day": day}],
            "place": [{"name": "东门公告栏", "from": day, "by": by}],
        }
    )


def photograph(author: str, place: str) -> bytes:
    """A JPEG as telephones take it: author, software and place in its EXIF and comment."""
    picture = Image.new("RGB", (64, 48), "grey")
    exif = Image.Exif()
    exif[0x013B] = author
    exif[0x010E] = place
    exif.get_ifd(0x8825)[0x001B] = place.encode()
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif, comment=author.encode())
    return buffer.getvalue()


def drawing(author: str) -> bytes:
    """A PNG with a text chunk."""
    told = PngInfo()
    told.add_text("Author", author, zip=True)
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(buffer, "PNG", pnginfo=told)
    return buffer.getvalue()
