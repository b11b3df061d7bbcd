from __future__ import annotations

import itertools
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import read_jsonl, write_jsonl
from mgov.accounts import (
    Account,
    AccountAudit,
    Message,
    Observation,
    Post,
    UnknownAccount,
    audit,
    audit_many,
)
from mgov.errors import InvalidValueError, MissingExtraError

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2019, 4, 15, 9, tzinfo=SHANGHAI)
DAY = timedelta(days=1)
MOMENT = pa.timestamp("us", "UTC")
NAMES = ("a", "b", "c")
BOOKS = ("cn-2019", "cn-2019-website", "cn-2019-portal", "cn-minhou-2024")


def account(name: str, platform: str = "weibo", **more: object) -> Account:
    given = {"identifier": name, "platform": platform, "name": "某区发布", **more}
    return Account.model_validate(given)


def post(identifier: str, account: str, ago: timedelta, **more: object) -> Post:
    given = {"identifier": identifier, "account": account, "published": AT - ago, **more}
    return Post.model_validate(given)


def table(posts: Iterable[Post]) -> pa.Table:
    posts = list(posts)
    columns = {
        "identifier": pa.array([each.identifier for each in posts], pa.string()),
        "account": pa.array([each.account for each in posts], pa.string()),
        "published": pa.array([each.published for each in posts], MOMENT),
        "deleted": pa.array([each.deleted for each in posts], MOMENT),
        "address": pa.array([each.address for each in posts], pa.string()),
        "column": pa.array([each.column for each in posts], pa.string()),
        "text": pa.array([each.text for each in posts], pa.string()),
    }
    return pa.table(columns)


ACCOUNTS = [
    account("a"),
    account("b", events=[{"kind": "opened", "on": "2019-04-10"}]),
    account("c", "website", columns=[{"identifier": "news", "name": "要闻", "kind": "news"}]),
    account("d", "app"),
    account("e", events=[{"kind": "suspended", "on": "2019-01-01"}]),
    account("f"),
]
POSTS = [
    post("9", "a", 14 * DAY + timedelta(microseconds=1)),
    post("10", "a", 14 * DAY, address="https://weibo.example.cn/10"),
    post("11", "a", 2 * DAY, deleted=AT - DAY),
    post("12", "a", -timedelta(microseconds=1)),  # of the future
    post("20", "b", 30 * DAY),
    post("30", "c", 20 * DAY, column="news"),
    post("31", "c", 3 * DAY, column="notices"),
    post("32", "c", DAY),
    post("50", "e", DAY),
    post("60", "f", 3 * DAY, address="https://weibo.example.cn/2"),  # listed twice
    post("60", "f", 3 * DAY, address="https://weibo.example.cn/10"),
    post("6", "f", 3 * DAY, text="同时发布"),
    post("1", "old name", DAY),
    post("2", "old name", -DAY),
]


def one_by_one(
    accounts: Iterable[Account],
    posts: list[Post],
    messages: list[Message] | None = None,
    *,
    at: datetime = AT,
    rulebook: str = "cn-2019",
    observations: Iterable[Observation] = (),
) -> list[AccountAudit]:
    return [
        audit(each, posts, messages, at=at, rulebook=rulebook, observations=observations)
        for each in accounts
    ]


# -- the forms that posts may have --------------------------------------------------------------


def as_models(_: Path) -> Iterator[Post]:
    return iter(POSTS)


def as_json_lines(folder: Path) -> Path:
    write_jsonl(folder / "posts.jsonl", POSTS)
    return folder / "posts.jsonl"


def as_lines_read_by_the_library(folder: Path) -> Iterator[Post]:
    return read_jsonl(as_json_lines(folder), Post)


def as_json_lines_of_others(folder: Path) -> Path:
    lines = [
        {"identifier": each.identifier, "account": each.account, "address": each.address}
        | {"published": each.published.isoformat(), "column": each.column}
        | ({} if each.deleted is None else {"deleted": each.deleted.isoformat(" ")})
        for each in POSTS
    ]
    (folder / "posts.ndjson").write_text("".join(json.dumps(each) + "\n" for each in lines))
    return folder / "posts.ndjson"


def as_csv(folder: Path) -> str:
    pa_csv.write_csv(table(POSTS), folder / "posts.csv")
    return str(folder / "posts.csv")


def as_parquet(folder: Path) -> Path:
    pq.write_table(table(POSTS), folder / "posts.parquet", row_group_size=4)
    return folder / "posts.parquet"


def as_parts_of_parquet(folder: Path) -> Iterator[Path]:
    for number, part in enumerate(table(POSTS).to_batches(max_chunksize=3)):
        pq.write_table(pa.Table.from_batches([part]), folder / f"{number}.parquet")
    return folder.glob("*.parquet")


def as_relation(folder: Path) -> duckdb.DuckDBPyRelation:
    return duckdb.connect().read_parquet(str(as_parquet(folder)))


def as_arrow(_: Path) -> pa.Table:
    return table(POSTS)


def as_reader(_: Path) -> pa.RecordBatchReader:
    return table(POSTS).to_reader(max_chunksize=2)


def as_pandas(_: Path) -> object:
    return table(POSTS).to_pandas()


def as_polars(_: Path) -> object:
    return pl.from_arrow(table(POSTS))


FORMS = [
    as_models,
    as_json_lines,
    as_lines_read_by_the_library,
    as_json_lines_of_others,
    as_csv,
    as_parquet,
    as_parts_of_parquet,
    as_relation,
    as_arrow,
    as_reader,
    as_pandas,
    as_polars,
]


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("form", FORMS)
def test_many_audits_are_those_of_each_account_in_whatever_form_posts_come(
    form: Callable[[Path], Any], book: str, tmp_path: Path
):
    run = audit_many(ACCOUNTS, form(tmp_path), at=AT, rulebook=book)
    assert list(run) == one_by_one(ACCOUNTS, POSTS, rulebook=book)
    assert run.unknown_accounts == (UnknownAccount("old name", posts=2),)


# -- the law ------------------------------------------------------------------------------------

ZONES = st.sampled_from([UTC, SHANGHAI, ZoneInfo("America/New_York")])
MOMENTS = st.builds(
    lambda hours, seconds, zone: (AT + timedelta(hours=hours, seconds=seconds)).astimezone(zone),
    st.sampled_from([-24 * 200, -24 * 14, -24 * 3, 0]),
    st.integers(-1, 1),
    ZONES,
)
MANY_POSTS = st.lists(
    st.builds(
        Post,
        identifier=st.sampled_from(["1", "2", "10", "é", "\N{MUSICAL SYMBOL G CLEF}", "\ufffd"]),
        account=st.sampled_from([*NAMES, "unknown"]),
        published=MOMENTS,
        deleted=st.none() | MOMENTS,
        column=st.none() | st.sampled_from(["news", "notices"]),
        address=st.none() | st.sampled_from(["https://a.example.cn/2", "https://a.example.cn/10"]),
    ),
    max_size=12,
)
MANY_ACCOUNTS = st.lists(
    st.builds(
        Account,
        identifier=st.sampled_from(NAMES),
        platform=st.sampled_from(["weibo", "app", "website"]),
        name=st.just("某区发布"),
        columns=st.sampled_from([(), ({"identifier": "news", "name": "要闻", "kind": "news"},)]),
        events=st.sampled_from(
            [
                (),
                ({"kind": "opened", "on": "2019-04-01"},),
                ({"kind": "opened", "on": "2019-04-01"}, {"kind": "closed", "on": "2019-04-15"}),
                (
                    {"kind": "suspended", "on": "2018-01-01"},
                    {"kind": "resumed", "on": "2019-04-02"},
                ),
            ]
        ),
    ),
    max_size=4,
)
MANY_MESSAGES = st.none() | st.lists(
    st.builds(
        Message,
        identifier=st.sampled_from(["1", "2"]),
        account=st.sampled_from([*NAMES, "unknown"]),
        received=MOMENTS,
        validity=st.sampled_from(["valid", "spam"]),
    ),
    max_size=4,
)
MANY_OBSERVATIONS = st.lists(
    st.builds(
        Observation,
        account=st.sampled_from([*NAMES, "unknown"]),
        rule=st.just("safety_incident"),
        broken=st.booleans(),
        at=MOMENTS,
    ),
    max_size=3,
)


@given(MANY_ACCOUNTS, MANY_POSTS, MANY_MESSAGES, MANY_OBSERVATIONS, st.sampled_from(BOOKS), ZONES)
def test_an_audit_of_many_is_that_of_each(
    accounts: list[Account],
    posts: list[Post],
    messages: list[Message] | None,
    observations: list[Observation],
    book: str,
    zone: tzinfo,
):
    if book == "cn-2019-portal":
        observations = []  # they would be of a rule that it does not have
    if book != "cn-2019-website":
        accounts = [each for each in accounts if each.platform != "website"]
    else:
        accounts = [each for each in accounts if each.platform == "website"]
    at = AT.astimezone(zone)
    more: dict[str, Any] = {"at": at, "rulebook": book, "observations": observations}
    expected = one_by_one(accounts, posts, messages, **more)
    for source in (posts, table(posts)):
        run = audit_many(accounts, source, messages, **more)
        found = list(run)
        assert found == expected
        # They are made without validation, so that they are valid is for this to say.
        assert [AccountAudit.model_validate_json(each.model_dump_json()) for each in found] == found
        known = {each.identifier for each in accounts}
        unknown = {each.account: each for each in run.unknown_accounts}
        of = [each.account for each in (*posts, *(messages or ()), *observations)]
        assert unknown.keys() == set(of) - known
        assert sum(each.posts for each in unknown.values()) == sum(
            each.account not in known for each in posts
        )


@given(MANY_POSTS, st.randoms(use_true_random=False))
def test_the_order_of_posts_says_nothing(posts: list[Post], chance: random.Random):
    shuffled = chance.sample(posts, len(posts))
    accounts = [account(name) for name in NAMES]
    expected = list(audit_many(accounts, posts, at=AT))
    assert list(audit_many(accounts, shuffled, at=AT)) == expected
    assert list(audit_many(accounts, table(shuffled), at=AT)) == expected


# -- nothing is silently dropped ----------------------------------------------------------------


def test_records_of_unknown_accounts_are_counted_by_account():
    messages = [Message(identifier="1", account="y", received=AT, validity="spam")]
    seen = [Observation(account=name, rule="silent", broken=True, at=AT) for name in ("y", "x")]
    posts = [post("1", "x", DAY), post("2", "x", -DAY), post("1", "a", DAY)]
    run = audit_many([account("a")], posts, messages, at=AT, observations=seen)
    assert [each.account for each in run] == ["a"]
    assert run.unknown_accounts == (
        UnknownAccount("x", posts=2, observations=1),
        UnknownAccount("y", messages=1, observations=1),
    )


def test_who_is_unknown_is_known_when_all_were_audited():
    run = audit_many(map(account, "ab"), [], at=AT)
    next(run)
    with pytest.raises(InvalidValueError, match="is not over") as caught:
        _ = run.unknown_accounts
    assert caught.value.code == "audits_unfinished"
    assert [each.account for each in run] == ["b"]
    assert run.unknown_accounts == ()


def test_an_account_that_is_listed_twice_is_audited_twice():
    first, second = audit_many([account("a"), account("a")], POSTS, at=AT)
    assert first == second


def test_accounts_are_taken_one_by_one():
    endless = (account(str(number)) for number in itertools.count())
    run = audit_many(endless, [], at=AT)
    assert [each.account for each in itertools.islice(run, 3)] == ["0", "1", "2"]


def test_an_observation_that_does_not_fit_is_refused_at_its_account():
    seen = [Observation(account="b", rule="app_unusable", broken=True, at=AT)]
    run = audit_many([account("a"), account("b")], [], at=AT, observations=seen)
    assert next(run).account == "a"
    with pytest.raises(InvalidValueError, match="which is not for weibo"):
        next(run)


@pytest.mark.parametrize("name", ["identifier", "account", "published"])
@pytest.mark.parametrize("number", [1, 2])
def test_rows_without_what_every_post_has_are_refused_and_counted(name: str, number: int):
    posts = table(POSTS)
    cells = [None] * number + posts[name].to_pylist()[number:]
    column = pa.array(cells, posts.schema.field(name).type)
    broken = posts.set_column(posts.schema.get_field_index(name), name, column)
    with pytest.raises(InvalidValueError) as caught:
        audit_many(ACCOUNTS, broken, at=AT)
    rows = "1 row" if number == 1 else "2 rows"
    assert str(caught.value) == (
        f"posts: have {rows} without a value. "
        "Fill in account, published, identifier, or leave these rows out."
    )


@pytest.mark.parametrize(
    ("name", "cell", "said"),
    [
        ("account", " ", "is too short (in the newest post of ' '). Give at least 1 characters."),
        (
            "identifier",
            "\t",
            "is too short (in the newest post of 'a'). Give at least 1 characters.",
        ),
        (
            "address",
            "www.example.cn/1",
            "has no scheme (in the newest post of 'a'). Write it in full, with https:// in front.",
        ),
    ],
)
def test_a_newest_post_that_is_no_post_is_refused_with_its_account(name: str, cell: str, said: str):
    row = {"identifier": "1", "account": "a", "published": AT, "address": None, name: cell}
    posts = pa.Table.from_pylist([{"mid": row.pop("identifier"), **row}])
    with pytest.raises(InvalidValueError) as caught:
        audit_many(ACCOUNTS, posts, at=AT, columns={"identifier": "mid"})
    field = "mid" if name == "identifier" else name
    assert str(caught.value) == f"posts.{field}: {said}"


def test_white_space_around_identifiers_does_not_count():
    rows = [("1 ", " a", DAY), ("2", "a\t", 2 * DAY), ("3", "a", 3 * DAY)]
    posts = pa.Table.from_pylist(
        [{"identifier": name, "account": of, "published": AT - ago} for name, of, ago in rows]
    )
    [found] = audit_many([account("a")], posts, at=AT)
    assert found == audit(account("a"), [post("1", "a", DAY)], at=AT)


def test_of_a_table_the_moments_are_shown_on_the_clock_of_the_audit():
    [found] = audit_many([account("a")], table([post("1", "a", DAY)]), at=AT)
    [evidence] = found.result("silent").evidence
    assert evidence.at is not None
    assert evidence.at.isoformat() == "2019-04-14T09:00:00+08:00"


def test_columns_and_the_clock_of_a_table_may_be_told():
    clock = (AT - DAY).replace(tzinfo=None)
    posts = pa.table({"mid": ["1"], "uid": [7], "created_at": [clock]})
    columns = {"identifier": "mid", "account": "uid", "published": "created_at"}
    [found] = audit_many([account("7")], posts, at=AT, columns=columns, time_zone="Asia/Shanghai")
    assert found == audit(account("7"), [post("1", "7", DAY)], at=AT)


# -- what is no table ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "field"), [({"columns": {}}, "columns"), ({"time_zone": "UTC"}, "time_zone")]
)
def test_posts_that_are_no_table_have_no_columns_and_no_clock(more: dict[str, Any], field: str):
    with pytest.raises(InvalidValueError, match="speaks of a table") as caught:
        audit_many(ACCOUNTS, POSTS, at=AT, **more)
    assert caught.value.field == field


@pytest.mark.parametrize(
    "given", [[{"identifier": "1", "account": "a", "published": AT}], None, table(POSTS).schema, 7]
)
def test_what_is_neither_posts_nor_a_table_is_refused(given: object):
    posts: Any = given
    with pytest.raises(InvalidValueError, match="are neither posts nor a table") as caught:
        audit_many(ACCOUNTS, posts, at=AT)
    assert caught.value.code == "posts_kind"


def test_a_lazy_frame_has_to_be_collected_by_its_caller():
    lazy: Any = pl.DataFrame(pl.from_arrow(table(POSTS))).lazy()
    with pytest.raises(InvalidValueError, match="collect what is lazy"):
        audit_many(ACCOUNTS, lazy, at=AT)
    assert list(audit_many(ACCOUNTS, lazy.collect(), at=AT)) == one_by_one(ACCOUNTS, POSTS)


def test_a_table_without_rows_is_no_post_at_all(tmp_path: Path):
    (tmp_path / "posts.csv").write_text("identifier,account,published\n", encoding="utf-8")
    for empty in (table([]), tmp_path / "posts.csv"):
        run = audit_many(ACCOUNTS, empty, at=AT)
        assert list(run) == one_by_one(ACCOUNTS, [])
        assert run.unknown_accounts == ()


def test_a_moment_before_all_years_is_refused():
    ides = "SELECT 1 AS mid, 'a' AS account, TIMESTAMPTZ '0044-03-15 (BC) 12:00:00Z' AS published"
    with duckdb.connect() as connection, pytest.raises(InvalidValueError) as caught:
        audit_many(ACCOUNTS, connection.sql(ides), at=AT, columns={"identifier": "mid"})
    assert str(caught.value) == (
        "posts.published: is before the year 1 (in the newest post of 'a'). Correct it."
    )


def test_posts_as_models_need_no_optional_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for package in ("duckdb", "pyarrow"):
        monkeypatch.setitem(sys.modules, package, None)
    assert list(audit_many(ACCOUNTS, POSTS, at=AT)) == one_by_one(ACCOUNTS, POSTS)
    with pytest.raises(MissingExtraError, match=r'pip install "mgov\[frames\]"'):
        audit_many(ACCOUNTS, tmp_path / "posts.parquet", at=AT)


def test_a_moment_without_a_zone_is_refused_at_once():
    with pytest.raises(InvalidValueError, match="has no time zone"):
        audit_many(ACCOUNTS, POSTS, at=AT.replace(tzinfo=None))
