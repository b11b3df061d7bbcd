"""One use of a service, and what a team's own table calls its columns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import Application
from mgov.stats import ServiceUse, UseColumns, UseOutcome

STARTED = datetime(2017, 8, 17, 1, tzinfo=UTC)
LATER = STARTED + timedelta(days=60)


def application(**details: object) -> Application:
    given = {"rulebook": "cn-2004", "service": "s-1", "channel": "app", "at": STARTED, **details}
    return Application.start(**given)


def submitted() -> Application:
    return application().submit(at=STARTED + timedelta(hours=1))


def accepted() -> Application:
    return submitted().accept(at=STARTED + timedelta(days=1))


def test_a_completed_application_is_a_completed_use():
    done = accepted().complete(at=STARTED + timedelta(days=2))
    use = ServiceUse.of(done, at=LATER, user="u-1", region="320100", stars=4)
    assert use.outcome is UseOutcome.COMPLETED
    assert (use.user, use.region, use.stars, use.on_time) == ("u-1", "320100", 4, True)
    assert use.ended_at == done.ended


def test_a_refused_application_did_what_it_is_for():
    refused = accepted().refuse(at=STARTED + timedelta(days=2), reason="conditions_not_met")
    assert ServiceUse.of(refused, at=LATER).outcome is UseOutcome.NOT_ELIGIBLE


def test_a_withdrawn_application_was_given_up():
    withdrawn = submitted().withdraw(at=STARTED + timedelta(days=2))
    assert ServiceUse.of(withdrawn, at=LATER).outcome is UseOutcome.ABANDONED


def test_what_ended_later_was_open():
    done = accepted().complete(at=STARTED + timedelta(days=2))
    use = ServiceUse.of(done, at=STARTED + timedelta(days=1, hours=1))
    assert (use.outcome, use.ended_at, use.on_time) == (UseOutcome.OPEN, None, None)


def test_an_application_that_was_started_later_is_no_use_yet():
    with pytest.raises(InvalidValueError, match="after the moment"):
        ServiceUse.of(application(), at=STARTED - timedelta(seconds=1))
    assert list(ServiceUse.each([application()], at=STARTED - timedelta(seconds=1))) == []
    assert len(list(ServiceUse.each([application()], at=STARTED))) == 1


def test_a_use_has_a_channel():
    with pytest.raises(InvalidValueError, match="channel"):
        ServiceUse.of(application(channel=None), at=LATER)


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"outcome": "open", "ended_at": LATER}, "is open, and says when it ended"),
        ({"outcome": "failed", "ended_at": STARTED - timedelta(hours=1)}, "before it was started"),
        ({"stars": 6}, "stars"),
        ({"cost": "-1"}, "cost"),
        ({"channel": "fax"}, "channel"),
    ],
)
def test_what_cannot_be_is_refused(details: dict[str, object], said: str):
    with pytest.raises(InvalidDataError, match=said):
        ServiceUse.model_validate(
            {"service": "s-1", "channel": "app", "started_at": STARTED, **details}
        )


def test_an_end_at_once_is_fine():
    use = ServiceUse(
        service="s-1", channel="app", started_at=STARTED, ended_at=STARTED, outcome="completed"
    )
    assert use.outcome.is_completed


def test_a_team_calls_its_columns_as_it_likes():
    columns = UseColumns(
        user="uid", channel="qudao", outcome="jieguo", outcomes={"已办": "completed"}
    )
    row = {
        "uid": "u-1",
        "service": 7,
        "qudao": "app",
        "jieguo": "已办",
        "started_at": STARTED,
        "ip": "…",
    }
    use = columns.read(row)
    assert (use.user, use.service, use.outcome) == ("u-1", "7", UseOutcome.COMPLETED)
    assert columns.renamed == {"user": "uid", "channel": "qudao", "outcome": "jieguo"}
    assert columns.missing(row) == ("region", "ended_at", "assisted", "stars", "cost", "on_time")


def test_a_word_that_nobody_explained_has_to_be_one_of_ours():
    row = {"service": "s", "channel": "窗口", "started_at": STARTED}
    with pytest.raises(InvalidDataError, match="channel"):
        UseColumns().read(row)
    assert UseColumns(channels={"窗口": "counter"}).read(row).channel.value == "counter"


def test_two_columns_have_two_names():
    with pytest.raises(InvalidDataError, match="calls two columns 'region'"):
        UseColumns(user="region")


def test_a_mapping_is_kept_as_json():
    columns = UseColumns(user="uid", channels={"小程序": "mini_program"})
    assert UseColumns.model_validate_json(columns.model_dump_json()) == columns


@given(
    st.dictionaries(
        st.sampled_from(sorted(ServiceUse.model_fields)), st.text(min_size=1), max_size=11
    )
)
def test_renaming_there_and_back_changes_nothing(names: dict[str, str]):
    if (
        len(set(names.values())) < len(names)
        or set(names.values()) & ServiceUse.model_fields.keys()
    ):
        return
    columns = UseColumns.model_validate(names)
    use = ServiceUse(service="s", channel="web", started_at=STARTED, outcome="abandoned", stars=1)
    row = {columns.names[name]: value for name, value in use.model_dump().items()}
    assert columns.read(row) == use
    assert columns.missing(row) == ()
