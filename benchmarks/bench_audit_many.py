"""What `audit_many` costs for a whole directory, as a ratio to one query of DuckDB.

The query computes what the audits need of the posts: the newest one of each account, with its
identifier and its time. It is the plainest way to ask: of posts of one moment it takes any, and
it looks for nothing that is wrong. Both are run in turn, each in a fresh process, so a change of
the machine's speed touches both; the ratio of each pair is taken, and their median is what counts.

The cost is processor time, whatever the number of processors. By the clock the ratio is the lower,
the fewer there are: the query runs on all of them, the audits of accounts on one.

For the pairs the accounts are models in memory before the clock runs. Memory is the most that a
process holds at any time, and counts in a run of its own, with accounts read from JSON Lines as
they are audited; a directory held in memory adds what it weighs. The bounds are a ratio of 3 and a
GiB.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from mgov import read_jsonl, write_jsonl
from mgov.accounts import Account, audit_many

AT = datetime(2019, 4, 15, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
PLATFORMS = ("wechat_official", "weibo", "toutiao", "douyin", "app")
RATIO, MEBIBYTES = 3.0, 1024
KIBIBYTE = 1024
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FULL, QUICK = (200_000, 20_000_000, 5), (20_000, 2_000_000, 3)

# Some accounts post a hundred times as often as others, some never; a hundredth of the posts is
# of accounts that nobody knows, a fiftieth was taken down, some lie in the future.
POSTS = """
    SELECT
        format('{:016d}', 4300000000000000 + (i * 7919) % 99999999999989) AS identifier,
        CASE WHEN i % 100 = 7 THEN format('unknown-{:07d}', i % 1009)
            ELSE format('account-{:07d}', floor(0.97 * $accounts * u * u)::BIGINT) END AS account,
        $at - to_microseconds(((v - 0.01) * 380 * 86400)::BIGINT * 1000000) AS published,
        CASE WHEN i % 50 = 11 THEN $at - INTERVAL 1 DAY END AS deleted{address}
    FROM (
        SELECT i, ((i * 2654435761) % 4294967296) / 4294967296 AS u,
            ((i * 1597334677 + 12345) % 2147483647) / 2147483647 AS v
        FROM range($posts) AS numbers(i)
    )
"""
ADDRESS = ", 'https://weibo.example.cn/' || i AS address"

PEER = """
    SELECT account, epoch_us(max(published)), arg_max(identifier, published){address}
    FROM read_parquet($path)
    WHERE published <= $at AND (deleted IS NULL OR deleted > $at)
    GROUP BY account
"""


def write_posts(path: Path, accounts: int, posts: int, *, addresses: bool) -> None:
    query = POSTS.replace("{address}", ADDRESS if addresses else "")
    with duckdb.connect() as connection:
        values = {"accounts": accounts, "posts": posts, "at": AT}
        connection.sql(query, params=values).write_parquet(str(path))


def account(number: int) -> Account:
    events: list[dict[str, str]] = [
        {"kind": "opened", "on": f"201{number % 7}-0{number % 9 + 1}-15"}
    ]
    if number % 40 == 0:
        events.append({"kind": "closed", "on": "2018-12-31"})
    return Account.model_validate(
        {
            "identifier": f"account-{number:07d}",
            "platform": PLATFORMS[number % len(PLATFORMS)],
            "handle": f"gov{number}",
            "name": f"某某县发布{number}号",
            "address": f"https://weibo.example.cn/u/{number}",
            "operator": {"name": f"某某县人民政府第{number % 3000}办公室"},
            "events": events,
        }
    )


def ask(posts: Path, *, addresses: bool) -> list[tuple[str, int, str]]:
    """Ask DuckDB for the last post of each account, as rows in Python."""
    address = ", arg_max(address, published)" if addresses else ""
    with duckdb.connect() as connection:
        query = PEER.replace("{address}", address)
        return connection.execute(query, {"path": str(posts), "at": AT}).fetchall()


def measured(act: Callable[[], object]) -> dict[str, float]:
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return {
        "wall": time.perf_counter() - wall,
        "processor": time.process_time() - processor,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTE,
    }


def compared(posts: Path, accounts: Path) -> dict[str, float]:
    """Count the accounts whose audit rests on the post that DuckDB finds to be the last."""
    asked = {account: microseconds for account, microseconds, *_ in ask(posts, addresses=False)}
    found: Counter[str] = Counter()
    run = audit_many(read_jsonl(accounts, Account), posts, at=AT)
    for audit in run:
        for evidence in audit.result("silent").evidence:
            if evidence.post is not None and evidence.at is not None:
                same = asked[audit.account] == (evidence.at - EPOCH) // timedelta(microseconds=1)
                found["same" if same else "other"] += 1
        found["failed"] += audit.passed is False
    found["unknown"] = sum(each.posts for each in run.unknown_accounts)
    return {name: float(found[name]) for name in ("same", "other", "failed", "unknown")}


def child(task: str, posts: Path, accounts: Path, *, addresses: bool) -> dict[str, float]:
    if task == "query":
        return measured(lambda: ask(posts, addresses=addresses))
    if task == "compare":
        return compared(posts, accounts)
    lines = read_jsonl(accounts, Account)
    directory = lines if task == "stream" else list(lines)

    return measured(lambda: deque(audit_many(directory, posts, at=AT), maxlen=0))


def in_a_process(task: str, posts: Path, accounts: Path, *, addresses: bool) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", task, str(posts), str(accounts)]
    run = subprocess.run(  # noqa: S603 -- fixed commands
        [*command, *(["--addresses"] if addresses else [])],
        check=True,
        capture_output=True,
        text=True,
    )
    result: dict[str, float] = json.loads(run.stdout)
    return result


def report(size: tuple[int, int, int], *, addresses: bool) -> int:
    accounts, posts, pairs = size
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "posts.parquet"), Path(folder, "accounts.jsonl")
        write_posts(files[0], accounts, posts, addresses=addresses)
        write_jsonl(files[1], map(account, range(accounts)))

        def run(task: str) -> dict[str, float]:
            return in_a_process(task, *files, addresses=addresses)

        counts = run("compare")
        run("query")  # the file is in the cache from here on
        rounds = [(run("query"), run("audits")) for _ in range(pairs)]
        streamed = run("stream")
    print(f"{posts:,} posts, {accounts:,} accounts, DuckDB {duckdb.__version__}")
    print(
        f"  {counts['same']:,.0f} audits rest on the last post that DuckDB finds, "
        f"{counts['other']:,.0f} on another; {counts['failed']:,.0f} accounts fail; "
        f"{counts['unknown']:,.0f} posts are of unknown accounts"
    )
    ratios: dict[str, float] = {}
    for measure, what in (("processor", "of processor time"), ("wall", "by the clock")):
        theirs = statistics.median(query[measure] for query, _ in rounds)
        ours = statistics.median(audits[measure] for _, audits in rounds)
        each = [audits[measure] / query[measure] for query, audits in rounds]
        ratios[measure] = statistics.median(each)
        print(
            f"audit_many: {ratios[measure]:.2f} times the query {what} "
            f"({min(each):.2f} to {max(each):.2f} in {pairs} pairs, "
            f"{ours:.2f} s and {theirs:.2f} s)"
        )
    held = max(audits["memory"] for _, audits in rounds)
    print(f"  memory: {streamed['memory']:,.0f} MiB; {held:,.0f} MiB with all accounts held in it")
    kept = ratios["processor"] < RATIO and streamed["memory"] < MEBIBYTES
    print(f"bounds for audit_many: {RATIO:.0f}, {MEBIBYTES} MiB - {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure audit_many against one query of DuckDB.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the size, and fewer pairs")
    parser.add_argument("--addresses", action="store_true", help="posts have their addresses")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        task, posts, accounts = options.child
        result = child(task, Path(posts), Path(accounts), addresses=options.addresses)
        print(json.dumps(result))
        return 0
    return report(QUICK if options.quick else FULL, addresses=options.addresses)


if __name__ == "__main__":
    raise SystemExit(main())
