"""The record on the page: its facts, the accounts in it, and a petition with its clocks."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from mgov import Account, Figure, Petition
from mgov.accounts import Platform
from mgov.petitions import Deadline
from mgov.values.figures import Basis, Statistic
from palm.bars import clock_bar
from palm.html import Html, el
from palm.record import Evidence, Fact, Record
from palm.wording import interval, number

__all__ = ["accounts_table", "petition_section", "record_section"]

_FACT_HEADS = ("As written", "Meaning", "Value", "Interval", "Read as", "When")
_BASES = {Basis.BOUND: ": a bound", Basis.CONVENTION: ": a habit of speech"}
_STATISTICS = {
    Statistic.MEAN: "a mean",
    Statistic.MAX: "a peak",
    Statistic.MIN: "the lowest",
    Statistic.TOTAL: "a total",
}
_SHORT_UNITS = {"h": " h", "s": " s"}
_ACCOUNT_HEADS = ("Account", "Platform", "Run by", "Opened", "Status")


def record_section(record: Record) -> Html:
    """Show every fact with its figure as it was read."""
    rows = []
    for subject, facts in groupby(record.facts, key=lambda fact: fact.subject):
        zh = el("span", subject.in_language("zh"), lang="zh", class_="zh")
        head = el(
            "th",
            subject.in_language("en"),
            " ",
            zh,
            colspan="6",
            scope="rowgroup",
            role="rowheader",
        )
        body = [row for fact in facts for row in _fact_rows(fact)]
        rows.append(
            el("tbody", el("tr", head, role="row", class_="subject"), *body, role="rowgroup")
        )
    intro = el(
        "p",
        "Every fact with its figure as mgov reads it: the number that was named, the interval in "
        "which the true one lies, and what its ends rest on.",
    )
    table = _table("The facts of the record", _FACT_HEADS, rows)
    return el("section", el("h2", "The record itself"), intro, table, id="record")


def _table(caption: str, heads: tuple[str, ...], bodies: list[Html]) -> Html:
    # The roles are spelled out since a phone shows the rows as cards, which hides them.
    head = el(
        "tr", *(el("th", each, scope="col", role="columnheader") for each in heads), role="row"
    )
    return el(
        "table",
        el("caption", caption),
        el("thead", head, role="rowgroup"),
        *bodies,
        role="table",
    )


def _row(heads: tuple[str, ...], cells: tuple[str, ...], **attributes: str) -> Html:
    written = (
        el("td", cell, role="cell", data_label=head)
        for head, cell in zip(heads, cells, strict=True)
    )
    return el("tr", *written, role="row", **attributes)


def _fact_rows(fact: Fact) -> list[Html]:
    rows = []
    for place, figure in enumerate(fact.figures):
        text = fact.text if len(fact.figures) == 1 else f"{fact.text} → {figure.text}"
        unit = _SHORT_UNITS.get(figure.unit or "", "")
        remembered = fact.evidence is Evidence.FROM_MEMORY
        meaning = f"{fact.meaning} (from memory, not checked)" if remembered else fact.meaning
        cells = (
            el("span", text, lang="zh", class_="written"),
            meaning,
            "none named" if figure.value is None else number(figure.value, figure) + unit,
            interval(figure) + unit,
            _read_as(figure),
            fact.as_of.format("en"),
        )
        name = f"fact-{fact.id}" if place == 0 else f"fact-{fact.id}-{place + 1}"
        rows.append(_row(_FACT_HEADS, cells, id=name))
    return rows


def _read_as(figure: Figure) -> str:
    if figure.threshold:
        return "a condition, not a measurement"
    said = figure.qualifier.value.replace("_", " ")
    kind = "" if figure.statistic is None else f" ({_STATISTICS[figure.statistic]})"
    return f"{said}{kind}{_BASES.get(figure.basis, '')}"


def accounts_table(accounts: tuple[Account, ...], day: date) -> Html:
    """Show the accounts that the record names, as far as it tells of them."""
    rows = [
        _row(
            _ACCOUNT_HEADS,
            (
                el("span", account.name.in_language("zh"), lang="zh", class_="written"),
                _platform(account),
                "not named"
                if account.operator is None
                else account.operator.name.in_language("en"),
                str(account.opened_on or "not reported"),
                account.status_at(day).value,
            ),
        )
        for account in accounts
    ]
    caption = f"Accounts in the record, and how they stand on {day}"
    table = _table(caption, _ACCOUNT_HEADS, [el("tbody", *rows, role="rowgroup")])
    intro = el("p", "What the record does not tell of an account stays unknown in its model.")
    return el("section", el("h3", "Accounts"), intro, table, id="accounts")


def _platform(account: Account) -> str:
    # The model wants a platform; where the report names none, it is "other".
    other = account.platform is Platform.OTHER
    return "not named" if other else account.platform.value.replace("_", " ")


def petition_section(petition: Petition, day: date) -> Html:
    """Show the course of the invented petition and every clock that it started."""
    book = petition.rulebook
    warning = el(
        "p",
        el("strong", "Invented. "),
        "No such person and no such case: it shows the clocks of the rules in force in 2017, the ",
        el("span", f"《{book.title}》", lang="zh"),
        f" ({book.title.in_language('en')}, {book.id}).",
        class_="invented",
    )
    (person,) = petition.petitioners
    masked = (
        ("Petitioner", f"{person.name}"),
        ("Phone", f"{person.phone}"),
        ("About", f"{petition.title}"),
        ("Code to look it up", f"{petition.lookup_code}"),
    )
    details = el(
        "dl", *(el("div", el("dt", key), el("dd", value)) for key, value in masked), class_="masked"
    )
    hidden = el(
        "p", "Personal data stay masked wherever they could be seen, here too.", class_="small"
    )
    deadlines = petition.deadlines()
    first = petition.events[0].at.astimezone(book.zone).date() - timedelta(days=2)
    last = max(each.due for each in deadlines if each.due is not None) + timedelta(days=2)
    clocks = el("ol", *(_clock(each, first, last) for each in deadlines), class_="clocks")
    return el(
        "section",
        el("h2", "A petition’s clock"),
        warning,
        el("div", el("div", details, hidden, _events(petition)), clocks, class_="two"),
        _late(petition, day),
        id="petition",
    )


def _events(petition: Petition) -> Html:
    book = petition.rulebook
    items = []
    for event in petition.events:
        step = book.step(event.step)
        more = (event.to and event.to.name.in_language("en")) or event.outcome or event.satisfaction
        items.append(
            el(
                "li",
                el(
                    "time",
                    f"{event.at.astimezone(book.zone):%Y-%m-%d %H:%M}",
                    datetime=event.at.isoformat(),
                ),
                " ",
                el("strong", step.title.in_language("en")),
                " ",
                el("span", step.title.in_language("zh"), lang="zh", class_="zh"),
                *([el("br"), f"{more}".replace("_", " ")] if more else []),
            )
        )
    return el("ol", *items, class_="events")


def _clock(deadline: Deadline, first: date, last: date) -> Html:
    clock = deadline.clock
    ended = f", done on {deadline.ended}" if deadline.ended else ""
    days = f"{clock.days} days from {deadline.started}: due on {deadline.due}{ended}"
    return el(
        "li",
        el(
            "p",
            el("strong", clock.title.in_language("en")),
            " ",
            el("span", clock.title.in_language("zh"), lang="zh", class_="zh"),
        ),
        clock_bar(deadline, first, last),
        el(
            "p",
            el("span", deadline.state.value, class_=f"state {deadline.state.value}"),
            f" {days}. ",
            el("span", clock.article, lang="zh", class_="zh"),
            class_="small",
        ),
    )


def _late(petition: Petition, day: date) -> Html:
    moment = petition.events[-1].at
    late = petition.overdue(at=moment)
    words = "nothing was overdue" if not late else f"{len(late)} duties were overdue"
    return el("p", f"When it was rated, {words}; by {day} nobody had asked for review.")
