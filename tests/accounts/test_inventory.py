"""Inventories: what a table says, and all that is wrong with it."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.accounts import (
    Account,
    AccountStatus,
    InventoryField,
    Platform,
    check_inventory,
    read_inventory,
)
from mgov.errors import InvalidDataError, InvalidRecordsError, LineProblem

FULL = """\
序号,账号名称,平台,微信号,网址,主办单位,统一社会信用代码,行政区划代码,主管单位,功能定位,是否认证,认证机构,开设时间,备案时间,状态
1,济南发布,新浪微博,jinan,https://weibo.com/jinan,济南市人民政府办公厅,,370100,济南市人民政府,政务公开,是,新浪微博,2011-11-24,2012/1/5,正常
2,济南公安,微信公众号,jngongan,/,济南市公安局,,,,,否,无,2014年3月1日,,
"""


def read(text: str, **options: object) -> list[Account]:
    return list(read_inventory(io.StringIO(text), **options))


def one(cells: dict[str, str], **options: object) -> Account:
    """The account of a row with these cells, besides its platform and its name."""
    [account] = read(written([{"平台": "微博", "账号名称": "甲"} | cells]), **options)
    return account


def problems(text: str, **options: object) -> list[str]:
    return [str(each) for each in check_inventory(io.StringIO(text), **options).problems]


def problem(cells: dict[str, str], **options: object) -> str:
    [found] = problems(written([{"平台": "微博", "账号名称": "甲"} | cells]), **options)
    return found.removeprefix("line 2: ")


def written(rows: list[dict[str, str]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


# --- what is read --------------------------------------------------------------------------------


def test_an_inventory_in_chinese_is_read_as_it_is():
    first, second = read(FULL)
    assert first == Account(
        identifier="weibo:jinan",
        platform="weibo",
        handle="jinan",
        name="济南发布",
        address="https://weibo.com/jinan",
        operator={"name": "济南市人民政府办公厅", "area_served": {"division": "370100"}},
        sponsor={"name": "济南市人民政府"},
        purpose="政务公开",
        verification={"by": "新浪微博"},
        events=[{"kind": "opened", "on": "2011-11-24"}, {"kind": "filed", "on": "2012-01-05"}],
    )
    assert second.address is None
    assert second.verification is None
    assert second.opened_on == date(2014, 3, 1)


def test_an_inventory_in_english_is_read_too():
    [account] = read(
        "identifier,platform,name,operator,opened,closed,merged_into\n"
        "jn,Weibo,Jinan,City of Jinan,2011-11-24,2019-01-31,jn2\n"
    )
    assert (account.identifier, account.platform, account.merged_into) == ("jn", "weibo", "jn2")
    assert account.status_at(date(2019, 1, 31)) is AccountStatus.CLOSED


@pytest.mark.parametrize("field", InventoryField)
def test_every_field_names_a_column(field: InventoryField):
    cells = {
        "verified": "yes",
        "status": "active",
        "filed": "2019-01-01",
        "opened": "2019-01-01",
        "changed": "2019-01-01",
        "suspended": "2019-01-01",
        "resumed": "2019-01-01",
        "closed": "2019-01-01",
        "operator_division": "37",
        "operator_code": "91110000600037341L",
        "address": "https://a.cn",
    }
    row = {
        "platform": "weibo",
        "name": "甲",
        "operator": "局",
        field.value: cells.get(field, "app"),
    }
    assert len(read(written([row]))) == 1


@pytest.mark.parametrize(
    ("written_as", "platform"),
    [
        ("新浪微博", Platform.WEIBO),
        ("微 博", Platform.WEIBO),
        ("微信公众号（订阅号）", Platform.WECHAT_OFFICIAL),
        ("ＡＰＰ", Platform.APP),
        ("移动客户端(APP)", Platform.APP),
        ("wechat_mini_program", Platform.WECHAT_MINI_PROGRAM),
        ("抖音", Platform.DOUYIN),
        ("快手", Platform.KUAISHOU),
        ("今日头条", Platform.TOUTIAO),
        ("Twitter", Platform.X),
        ("Facebook", Platform.FACEBOOK),
        ("Mastodon", Platform.MASTODON),
        ("RSS", Platform.RSS),
        ("政府网站", Platform.WEBSITE),
        ("其他", Platform.OTHER),
    ],
)
def test_platforms_are_known_by_many_names(written_as: str, platform: Platform):
    assert one({"平台": written_as}, platforms={"其他": "other"}).platform is platform


def test_a_platform_without_a_name_here_is_other_only_if_that_is_said():
    row = {"平台": "视频号"}
    assert problem(row) == (
        "平台: is a platform by none of the known names. "
        "Say which one it is with platforms={name: platform}; any other is other."
    )
    account = one(row, platforms={"视频号": Platform.OTHER})
    assert (account.platform, account.identifier) == (Platform.OTHER, "视频号:甲")


@pytest.mark.parametrize(
    "day",
    [
        "2017-08-17",
        "2017/8/17",
        "2017年8月17日",
        "2017.8.17",
        "20170817",
        "２０１７年８月１７日",
        "2017/8/17 0:00",
        "2017-08-17T09:00:00",
    ],
)
def test_days_are_read_in_the_forms_of_inventories(day: str):
    assert one({"开设时间": day}).opened_on == date(2017, 8, 17)


@pytest.mark.parametrize("day", ["2017年8月", "2017", "8/17/17", "42964", "截至2017-08-17", "去年"])
def test_what_is_no_day_is_not_made_one(day: str):
    assert problem({"开设时间": day}).startswith("开设时间: is no day. Write it as in 2017-08-17")


def test_an_account_listed_as_closed_without_a_day_is_so_by_the_day_of_the_list():
    assert problem({"状态": "已注销"}) == (
        "状态: says closed without a day. "
        "Add a column with the day (closed), or say with as_of= of which day the list is."
    )
    account = one({"状态": "已注销", "开设时间": "2017-08-17"}, as_of=date(2019, 9, 30))
    assert account.closed_on == date(2019, 9, 30)
    assert account.events[-1].note is not None
    assert one({"状态": "停更"}, as_of="2019-09-30").status_at(date(2019, 9, 30)) == "suspended"


@pytest.mark.parametrize(
    ("cells", "as_of"),
    [
        ({"状态": "正常", "关停时间": "2019-01-01"}, None),
        ({"状态": "正常", "开设时间": "2019-10-01"}, date(2019, 9, 30)),
        ({"状态": "停更", "停更时间": "2019-01-01", "恢复时间": "2019-02-01"}, None),
        ({"状态": "关停", "关停时间": "2019-10-01"}, date(2019, 9, 30)),
    ],
)
def test_a_status_that_the_days_contradict_is_a_problem(cells: dict[str, str], as_of: date | None):
    assert "where the days of the row make it" in problem(cells, as_of=as_of)


def test_a_status_that_the_days_confirm_is_none():
    cells = {"状态": "关停", "开设时间": "2017-08-17", "关停时间": "2019-01-01"}
    assert one(cells).closed_on == date(2019, 1, 1)
    assert one({"状态": "正常", "关停时间": "2019-10-01"}, as_of=date(2019, 9, 30)).closed_on


@pytest.mark.parametrize("blank", ["", " ", "无", "/", "－", "—", "N/A"])
def test_what_stands_for_nothing_is_nothing(blank: str):
    assert one({"主办单位": blank, "开设时间": blank, "状态": blank}).operator is None


# --- identifiers ---------------------------------------------------------------------------------


def test_an_identifier_is_made_of_the_platform_and_the_handle_or_name():
    text = written(
        [
            {"平台": "微博", "账号名称": "甲", "微信号": "jia"},
            {"平台": "微信", "账号名称": "甲", "微信号": ""},
            {"平台": "微博", "账号名称": "乙", "微信号": "jia"},
            {"平台": "微博", "账号名称": "丙", "微信号": "jia"},
        ]
    )
    directory = read_inventory(io.StringIO(text))
    assert [account.identifier for account in directory] == [
        "weibo:jia",
        "wechat_official:甲",
        "weibo:jia#2",
        "weibo:jia#3",
    ]
    assert [str(each) for each in directory.duplicates()] == [
        "same handle on weibo: weibo:jia, weibo:jia#2, weibo:jia#3"
    ]


def test_identifiers_of_the_file_have_to_differ():
    text = "id,平台,名称\n7,微博,甲\n8,微博,乙\n7,微博,丙\n"
    assert problems(text) == ["line 4: id: is that of line 2 too. Give each account its own."]


@pytest.mark.parametrize("beginning", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_is_no_csv_file(beginning: bytes):
    report = check_inventory(io.BytesIO(beginning + bytes(99)), encoding="gb18030")
    assert [str(each) for each in report.problems] == [
        "line 1: is a workbook of a spreadsheet, as the whole file is. Save it as CSV."
    ]


def test_an_identifier_is_made_on_one_line():
    account = one({"账号名称": "甲县\n发布"})
    assert (account.identifier, str(account.name)) == ("weibo:甲县 发布", "甲县\n发布")


@pytest.mark.parametrize("character", ["\0", "\x07", "\ud800"])
def test_what_an_identifier_is_made_of_is_wrong_and_not_the_identifier(character: str):
    assert problem({"账号名称": f"甲{character}"}).startswith("账号名称: has ")


def test_numbers_pass_over_identifiers_that_are_taken():
    rows = [{"编号": own, "平台": "微博", "账号名称": "甲"} for own in ("weibo:甲#2", "", "", "")]
    assert [each.identifier for each in read(written(rows), columns={"编号": "identifier"})] == [
        "weibo:甲#2",
        "weibo:甲",
        "weibo:甲#3",
        "weibo:甲#4",
    ]


@pytest.mark.parametrize(
    ("platforms", "into"),
    [
        (["微博"], "weibo:乙"),
        (["微博", "抖音", "抖音"], "weibo:乙"),
        (["抖音"], "douyin:乙"),
        (["抖音", "快手"], "乙"),
        (["微博"] * 5, "乙"),
    ],
)
def test_of_accounts_of_one_name_that_on_the_same_platform_goes_on(platforms: list[str], into: str):
    rows = [{"平台": "微博", "账号名称": "甲", "并入账号": "乙"}]
    rows += [{"平台": each, "账号名称": "乙", "并入账号": ""} for each in platforms]
    assert read(written(rows))[0].merged_into == into


@pytest.mark.parametrize(("others", "into"), [(0, "甲"), (1, "weibo:甲"), (5, "甲")])
def test_an_account_is_not_merged_into_itself(others: int, into: str):
    rows = [{"平台": "微博", "账号名称": "甲", "并入账号": ""}] * others
    rows += [{"平台": "微博", "账号名称": "甲", "并入账号": "甲"}]
    assert read(written(rows))[-1].merged_into == into


def test_an_account_is_merged_into_the_one_that_is_named():
    text = (
        "编号,平台,名称,微信号,并入账号\n"
        "a,微博,甲,,b\n"  # by its identifier
        "b,微博,乙,yi,\n"
        "c,微博,丙,,@YI\n"  # by its handle
        "d,微博,丁,,丁\n"  # by its name, on another platform
        "e,微信,丁,,\n"
        "f,微信,己,,戊\n"  # by a name that two have: the one on the same platform
        "g,微博,戊,,\n"
        "h,微信,戊,,\n"
        "i,抖音,庚,,戊\n"  # by a name that two have, both elsewhere
        "j,抖音,辛,,省厅\n"  # not listed
    )
    directory = read_inventory(io.StringIO(text), columns={"编号": "identifier"})
    merged = {account.identifier: account.merged_into for account in directory}
    assert {each: into for each, into in merged.items() if into} == {
        "a": "b",
        "c": "b",
        "d": "e",
        "f": "h",
        "i": "戊",
        "j": "省厅",
    }
    assert [flaw.accounts for flaw in directory.merger_flaws()] == [("i",), ("j",)]


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("saved_as", "read_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-8-sig", "UTF8"),
        ("gb18030", "gb18030"),
        ("gb18030", "GB18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_a_file_is_read_in_its_encoding(tmp_path: Path, saved_as: str, read_as: str):
    path = tmp_path / "台账.csv"
    path.write_text(FULL, encoding=saved_as)
    assert list(read_inventory(path, encoding=read_as)) == read(FULL)
    assert list(read_inventory(str(path), encoding=read_as)) == read(FULL)
    with path.open("rb") as file:
        assert list(read_inventory(file, encoding=read_as)) == read(FULL)
    if not saved_as.startswith("utf-16"):
        with path.open(encoding=saved_as) as file:
            assert list(read_inventory(file)) == read(FULL)


def test_a_file_in_another_encoding_is_a_problem_of_its_first_wrong_line():
    file = io.BytesIO("name,platform\na,weibo\n济南,weibo\n".encode("gb18030"))
    report = check_inventory(file)
    assert str(report) == (
        "records: 0 records, 1 problem\n"
        "  line 3: is not in the encoding utf-8. "
        "Say with encoding= how the file was saved, such as gb18030."
    )
    report = check_inventory(io.BytesIO(FULL.encode("utf-16")))
    assert str(report.problems[0]) == (
        "line 1: looks like UTF-16, as the whole file does. Say encoding='utf-16'."
    )


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_cells_are_parted_by_commas_tabs_or_semicolons(delimiter: str, newline: str):
    text = '账号名称,平台\n"甲\n发布",微博\n,\n乙,微博\n'.replace(",", delimiter)
    assert [str(each.name) for each in read(text.replace("\n", newline))] == [
        f"甲{newline}发布",
        "乙",
    ]


def test_titles_may_stand_before_the_heads():
    text = "济南市政务新媒体台账,,\n截至2019年三季度,,\n账号名称,平台,\n甲,微博,\n乙,视频号,\n"
    [wrong] = check_inventory(io.StringIO(text), head_line=3).problems
    assert (wrong.line, wrong.problem.field) == (5, "平台")
    _, no_platform, no_name = problems(text)
    assert no_platform == (
        "line 1: has no column for the platform. "
        "Name it with columns={head: field}, or say head_line= if titles come first."
    )
    assert "for the name" in no_name


@pytest.mark.parametrize("text", ["", "\n", "\ufeff"])
def test_an_empty_file_has_no_columns(text: str):
    assert len(problems(text)) == 2


def test_a_file_with_heads_alone_lists_no_account():
    assert read("账号名称,平台\n") == []


# --- columns -------------------------------------------------------------------------------------


def test_a_column_that_is_not_known_is_named():
    text = "账号名称,平台,粉丝数,账号\n甲,微博,300,jia\n"
    assert problems(text) == [
        f"line 1: {head}: is no column that is known. "
        "Say its field with columns={head: field}; None leaves the column out."
        for head in ("粉丝数", "账号")
    ]
    [account] = read(text, columns={"粉丝数": None, "账 号": InventoryField.HANDLE})
    assert account.handle == "jia"


def test_what_the_caller_says_of_a_column_goes_before_what_is_known():
    text = "标题,账号名称,平台\n甲,jia,微博\n"
    [account] = read(text, columns={"标题": "name", "账号名称": "handle"})
    assert (str(account.name), account.handle) == ("甲", "jia")


def test_two_columns_for_one_field_are_a_problem():
    first, second = problems("账号名称,名称,名称,平台\n")
    assert first == second
    assert first == (
        "line 1: 名称: says the name, as 账号名称 does. "
        "Leave one of them out with columns={head: None}."
    )


def test_heads_may_be_starred_and_explained():
    [account] = read("＊账号名称,* 平台：,开设时间（年-月-日）\n甲,微博,2017-08-17\n")
    assert account.opened_on == date(2017, 8, 17)


def test_a_column_that_the_file_does_not_have_is_named():
    assert problems("账号名称,平台\n", columns={"粉丝量": None}) == [
        "line 1: 粉丝量: is no column of the file. Correct it in `columns`."
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"columns": {"账号": "nickname"}}, "columns.账号: is not one of the known values"),
        ({"platforms": {"视频号": "channels"}}, "platforms.视频号: is not one of the known values"),
        ({"encoding": "gb-18030-x"}, "encoding: is no encoding that is known"),
        ({"encoding": "base64"}, "encoding: is no encoding that is known"),
        ({"head_line": 0}, "head_line: is too small"),
    ],
)
def test_options_that_cannot_be_are_refused_before_the_file_is_read(
    options: dict[str, object], said: str
):
    for function in (read_inventory, check_inventory):
        with pytest.raises(InvalidDataError, match=said):
            function("nowhere.csv", **options)


# --- rows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"平台": "无"}, "平台: is empty. Write the platform of the account."),
        ({"账号名称": ""}, "账号名称: is empty. Write the name of the account."),
        ({"网址": "weibo.com/jia"}, "网址: has no scheme."),
        ({"统一社会信用代码": "91110000600037341L"}, "operator: is empty, though something of it"),
        ({"行政区划代码": "370100"}, "operator: is empty, though something of it"),
        (
            {"主办单位": "局", "统一社会信用代码": "91110000600037341A"},
            "统一社会信用代码: ",
        ),
        ({"主办单位": "局", "行政区划代码": "济南市"}, "行政区划代码: "),
        ({"是否认证": "大概"}, "是否认证: is neither yes nor no."),
        ({"是否认证": "否", "认证机构": "微博"}, "是否认证: says no, though somebody has checked"),
        ({"状态": "良好"}, "状态: is no status of an account."),
        (
            {"恢复时间": "2019-01-01", "停更时间": "2019-02-01", "关停时间": "2018-01-01"},
            "was resumed",
        ),
        ({"主管单位": "a\x00"}, "主管单位: has a control character (U+0000)"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_in_the_words_of_the_file(
    cells: dict[str, str], said: str
):
    assert problem(cells).startswith(said)


def test_all_that_is_wrong_is_said_at_once_and_nothing_of_it_is_repeated():
    text = (
        "账号名称,平台,开设时间,网址\n"
        "甲,微博,2017-08-17,https://a.cn\n"
        ",某平台,某天,某处\n"
        "乙,微博\n"
        '丙,"微"博,,\n'
        "丁,微博,,,多余\n"
        "戊,微博,,,\n"
        '己,"微博,,\n'
    )
    report = check_inventory(io.StringIO(text))
    assert report.records == 2
    assert [(each.line, each.problem.field, each.problem.code) for each in report.problems] == [
        (3, "平台", "platform_unknown"),
        (3, "账号名称", "missing"),
        (3, "开设时间", "date_parsing"),
        (3, "网址", "address_scheme_missing"),
        (4, "", "row_length"),
        (5, "", "not_csv"),
        (6, "", "row_length"),
        (8, "", "not_csv"),
    ]
    assert "某" not in str(report)
    with pytest.raises(InvalidRecordsError) as caught:
        read(text)
    assert caught.value.problems == report.problems


def test_a_cell_without_a_head_is_a_problem():
    assert problems("账号名称,,平台\n甲,,微博\n乙,x,微博\n") == [
        "line 3: has a cell in a column without a head. Give the column a head."
    ]


def test_problems_can_be_collected_while_the_good_rows_are_read():
    found: list[LineProblem] = []
    text = "账号名称,平台\n甲,微博\n乙,某平台\n"
    directory = read_inventory(io.StringIO(text), on_problem=found.append)
    assert [str(account.name) for account in directory] == ["甲"]
    assert [each.line for each in found] == [3]


def test_the_first_hundred_problems_are_listed_and_all_are_counted():
    text = "账号名称,平台\n" + "甲,某平台\n" * 250
    report = check_inventory(io.StringIO(text))
    assert (len(report.problems), report.total) == (100, 250)
    with pytest.raises(InvalidRecordsError, match="and 150 more"):
        read(text)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=6))
def test_whatever_a_file_holds_every_row_is_read_or_is_a_problem(rows: list[list[str]]):
    file = io.StringIO()
    csv.writer(file).writerows([["账号名称", "平台", "网址", "状态"], *rows])
    report = check_inventory(io.StringIO(file.getvalue()))
    lines = {each.line for each in report.problems}
    full = [row for row in rows if any(cell.strip() for cell in row)]
    assert report.records + len(lines) == len(full)


names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)


@given(st.lists(st.tuples(names, st.sampled_from(Platform)), max_size=6))
def test_what_is_written_is_read_again(rows: list[tuple[str, Platform]]):
    file = io.StringIO()
    csv.writer(file).writerows([["name", "platform"], *rows])
    accounts = read(file.getvalue(), platforms={})
    expected = [row for row in rows if row[0].casefold() not in {"none", "null", "无", "空"}]
    assert [(str(each.name), each.platform) for each in accounts] == expected
