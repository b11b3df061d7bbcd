"""What happens to an application, by the law on licenses of China and by that of Germany."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mgov import Service, WorkCalendar
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import (
    Applicant,
    Application,
    ApplicationDeadline,
    Audience,
    BookingSlot,
    DeadlineBasis,
    DeadlineState,
    Delivery,
    Ending,
)
from mgov.values.personal import revealed

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


def at(day: int, hour: int = 10, *, month: int = 8) -> datetime:
    """A moment of 2017; August 17 is a Thursday."""
    return datetime(2017, month, day, hour, tzinfo=SHANGHAI)


def started(**fields: object) -> Application:
    return Application.start(rulebook="cn-2004", service="511602-0042", at=at(17), **fields)


def accepted(**fields: object) -> Application:
    return started(**fields).submit(at=at(17)).accept(at=at(17))


def last(application: Application, clock: str, basis: str = "statutory") -> ApplicationDeadline:
    found = [
        each
        for each in application.deadlines()
        if each.clock.id == clock and each.basis.value == basis
    ]
    return found[-1]


# --- the course ---------------------------------------------------------------------------------


def test_an_application_goes_from_its_start_to_the_delivery_of_a_license():
    slot = {"starts": at(18, 9), "ends": at(18, 10), "counter": "3号窗口"}
    post = {"method": "post", "carrier": "EMS", "tracking_number": "EA123456789CN"}
    application = started(channel="app", assisted=False, number="2017-0042")
    application = application.book(at=at(17, 11), slot=slot).submit(at=at(18, 9))
    application = application.ask_for_correction(at=at(18, 10), corrections=["住所证明"])
    assert application.status == "in_correction"
    application = application.resubmit(at=at(21)).accept(at=at(22))
    application = application.complete(at=at(30), output="c-42")
    application = application.dispatch(at=at(31), delivery=post).deliver(at=at(4, month=9))
    assert application.status == "delivered"
    assert str(application.state.title) == "已送达"
    assert application.next_steps == ()
    assert application.booking == BookingSlot(**slot)
    assert [str(each) for each in application.corrections] == ["住所证明"]
    assert application.delivery == Delivery(**post)
    assert application.output == "c-42"


def test_measures_find_what_they_ask_for():
    application = accepted(channel="mini_program", assisted=True)
    assert (application.started, application.ended, application.ending) == (at(17), None, None)
    assert (application.completed, application.decided) == (None, None)
    done = application.complete(at=at(25)).deliver(at=at(29))
    assert (done.channel.value, done.assisted) == ("mini_program", True)
    assert (done.ending, done.ended) == (Ending.COMPLETED, at(25))  # not the delivery
    assert done.completed == done.decided == at(25)


def test_a_refusal_is_a_decision_and_a_withdrawal_is_none():
    refused = accepted().refuse(at=at(25), reason="conditions_not_met")
    assert (refused.ending, refused.completed, refused.decided) == (Ending.REFUSED, None, at(25))
    declined = started().submit(at=at(17)).decline(at=at(18), reason="not_competent")
    assert (declined.ending, declined.decided) == (Ending.REFUSED, at(18))
    withdrawn = accepted().withdraw(at=at(25))
    assert (withdrawn.ending, withdrawn.ended) == (Ending.WITHDRAWN, at(25))
    assert withdrawn.decided is None


def test_nothing_is_known_of_what_nobody_said():
    application = started()
    assert (application.booking, application.delivery, application.output) == (None, None, None)
    assert application.corrections == ()
    assert application.deadlines() == ()
    assert (application.due(), application.is_on_time(at(30))) == (None, None)


def test_a_booking_is_changed_and_given_up():
    first, second = {"starts": at(18, 9)}, {"starts": at(21, 9)}
    application = started(slot=first)
    assert application.booking == BookingSlot(**first)
    application = application.book(at=at(17, 12), slot=second)
    assert application.booking == BookingSlot(**second)
    application = application.cancel_booking(at=at(17, 13))
    assert application.booking is None
    with pytest.raises(InvalidValueError, match=r"started and has no booking\. The steps that can"):
        application.cancel_booking(at=at(17, 14))


def test_a_slot_that_is_over_before_it_begins_is_refused():
    with pytest.raises(InvalidDataError, match="is over before it begins"):
        BookingSlot(starts=at(18, 9), ends=at(18, 9))


# --- what is not allowed ------------------------------------------------------------------------


def test_a_step_at_the_wrong_time_names_the_steps_that_can_be_taken():
    with pytest.raises(InvalidValueError) as caught:
        started().accept(at=at(18))
    assert str(caught.value) == (
        "accept: cannot be taken while the application is started. "
        "The steps that can are book, submit, withdraw."
    )
    assert caught.value.code == "application_not_allowed"
    with pytest.raises(
        InvalidValueError, match=r"while the application is withdrawn\. No step can: it has ended\."
    ):
        accepted().withdraw(at=at(18)).submit(at=at(19))


def test_a_step_that_is_taken_once_cannot_be_taken_again():
    extended = accepted().extend(at=at(18), explanation="案情复杂")
    with pytest.raises(InvalidValueError, match="cannot be taken again while"):
        extended.extend(at=at(21), explanation="案情复杂")


def test_a_step_does_not_go_back_in_time():
    with pytest.raises(InvalidValueError) as caught:
        started().submit(at=at(16))
    assert caught.value.code == "application_back_in_time"


@pytest.mark.parametrize(
    ("step", "details", "message"),
    [
        ("ask_for_correction", {}, "does not say corrections. Give corrections=…"),
        ("accept", {"output": "c-1"}, "says output, which this step does not have"),
        ("accept", {"reason": "not_needed"}, "says reason, which this step does not have"),
        ("decline", {}, "does not say its reason. Give as reason one of not_needed"),
        ("decline", {"reason": "too_late"}, "has an unknown reason"),
        ("sign", {}, "step: is none that cn-2004 knows. Use one of start, book"),
    ],
)
def test_a_step_has_the_details_that_the_rulebook_gives_it(
    step: str, details: dict[str, object], message: str
):
    with pytest.raises(InvalidValueError) as caught:
        started().submit(at=at(17)).step(step, at=at(18), **details)
    assert message in str(caught.value)


def test_words_are_welcome_at_every_step():
    assert started().submit(at=at(17)).step("accept", at=at(18), explanation="好").events[-1]


def test_an_extension_is_no_longer_than_the_law_allows():
    with pytest.raises(InvalidValueError, match=r"extends the term by 11 days\. Give at most 10"):
        accepted().extend(at=at(18), explanation="案情复杂", days=11)


def test_events_that_are_no_course_are_refused_where_they_stand():
    whole = revealed(accepted(), purpose="store the case")
    for events, message in [
        (
            whole["events"][1:],
            "events.0: comes before the application is started. Begin with start",
        ),
        (whole["events"][::2], "events.1: cannot be taken while the application is started"),
        ([], "events: is empty. Begin with Application.start(...)"),
    ]:
        with pytest.raises(InvalidDataError) as caught:
            Application.model_validate(whole | {"events": events})
        assert message in str(caught.value)


def test_a_rulebook_is_used_while_it_is_in_force():
    book = accepted().rulebook.replace(in_force_until=date(2017, 8, 16))
    with pytest.raises(InvalidDataError, match="from 2004-07-01 until 2017-08-16, not on"):
        Application.start(rulebook=book, service="s-1", at=at(17))


def test_a_service_without_an_identifier_cannot_be_applied_for():
    with pytest.raises(InvalidValueError, match="service: has no identifier"):
        Application.start(rulebook="cn-2004", service=Service(name="公积金查询"), at=at(17))


def test_an_application_cannot_start_on_a_day_that_the_zone_does_not_reach():
    last_hour = datetime(9999, 12, 31, 23, tzinfo=UTC)
    with pytest.raises(InvalidDataError, match=r"events\.0: is left for a year"):
        Application.start(rulebook="cn-2004", service="s-1", at=last_hour)
    late = started().submit(at=last_hour)
    with pytest.raises(InvalidValueError, match="at: is left for a year"):
        late.deadlines()


# --- time ---------------------------------------------------------------------------------------


def test_the_law_gives_twenty_working_days_from_acceptance():
    application = accepted()
    assert application.due() == date(2017, 9, 14)
    china = WorkCalendar.china()
    assert application.due(calendar=china) == date(2017, 9, 14)
    assert application.complete(at=at(14, 23, month=9)).is_on_time() is True
    assert application.complete(at=at(15, 0, month=9)).is_on_time() is False
    late = Application.start(rulebook="cn-2004", service="s-1", at=at(20, month=9))
    late = late.submit(at=at(20, month=9)).accept(at=at(20, month=9))
    assert late.due() == date(2017, 10, 18)
    assert late.due(calendar=china) == date(2017, 10, 24)  # six days off, and a Saturday of work


def test_a_promise_comes_before_the_law_and_the_law_stays():
    application = accepted(promised_time="5个工作日")
    assert application.due() == date(2017, 8, 24)
    assert [(each.basis, each.due) for each in application.deadlines()[1:]] == [
        (DeadlineBasis.PROMISED, date(2017, 8, 24)),
        (DeadlineBasis.STATUTORY, date(2017, 9, 14)),
    ]
    assert str(application.deadlines()[1]) == "decide: due on 2017-08-24, running (promised)"
    done = application.complete(at=at(25))
    assert done.is_on_time() is False
    assert last(done, "decide").state is DeadlineState.MET


def test_the_service_tells_what_it_promises_and_who_provides_it():
    service = Service(
        name="食品经营许可",
        codes=[{"scheme": "zwfw", "code": "42"}],
        provider={"name": "广安区市场监督管理局"},
        promised_time="3个工作日",
        statutory_time="10个工作日",
    )
    application = Application.start(rulebook="cn-2004", service=service, at=at(17))
    assert (application.service, application.authority) == ("zwfw 42", service.provider)
    application = application.submit(at=at(17)).accept(at=at(17))
    assert [each.due for each in application.deadlines()[1:]] == [
        date(2017, 8, 22),
        date(2017, 8, 31),
    ]
    own = Application.start(
        rulebook="cn-2004",
        service=service,
        at=at(17),
        authority={"name": "前锋区"},
        promised_time="1个工作日",
        statutory_time="2个工作日",
    )
    assert str(own.authority.name) == "前锋区"
    own = own.submit(at=at(17)).accept(at=at(17))
    assert [each.due for each in own.deadlines()[1:]] == [date(2017, 8, 18), date(2017, 8, 21)]


@pytest.mark.parametrize("endless", ["over 5 days", 5])
def test_a_time_without_an_end_or_a_unit_promises_nothing(endless: object):
    application = accepted(promised_time=endless)
    assert [each.basis for each in application.deadlines()] == [DeadlineBasis.STATUTORY] * 2
    assert application.due() == date(2017, 9, 14)


def test_what_is_promised_at_once_is_due_on_the_same_day():
    application = accepted(promised_time="0个工作日")
    assert application.due() == date(2017, 8, 17)
    assert application.complete(at=at(17, 23)).is_on_time() is True
    assert application.complete(at=at(18, 0)).is_on_time() is False


def test_the_time_of_a_special_procedure_is_not_counted():
    application = accepted(promised_time="5个工作日")
    paused = application.begin_procedure(at=at(18), reason="hearing")
    assert (paused.due(), paused.is_on_time(at(30))) == (None, None)
    assert [each.state for each in paused.deadlines()[1:]] == [DeadlineState.PAUSED] * 2
    assert str(paused.deadlines()[1]) == "decide: no last day yet, paused (promised)"
    assert paused.overdue(at(31, month=12)) == ()
    resumed = paused.end_procedure(at=at(28))
    # August 18 to 28, seven working days, are left out.
    assert [each.due for each in resumed.deadlines()[1:]] == [date(2017, 9, 4), date(2017, 9, 25)]
    assert resumed.complete(at=at(4, month=9)).is_on_time() is True


def test_a_procedure_that_begins_too_late_hides_nothing():
    late = accepted(promised_time="1个工作日").begin_procedure(at=at(21), reason="inspection")
    assert late.is_on_time(at(21)) is False
    assert last(late, "decide", "promised").state is DeadlineState.RUNNING
    assert last(late, "decide").state is DeadlineState.PAUSED


def test_what_is_withdrawn_in_a_procedure_would_have_been_due_later():
    withdrawn = accepted().begin_procedure(at=at(18), reason="appraisal").withdraw(at=at(21))
    assert last(withdrawn, "decide").state is DeadlineState.VOID
    assert withdrawn.due() == date(2017, 9, 18)
    assert withdrawn.is_on_time(at(31, month=12)) is None


def test_an_extension_moves_the_term_of_the_law_and_not_the_promise():
    application = accepted(promised_time="5个工作日").extend(at=at(18), explanation="案情复杂")
    assert application.due() == date(2017, 8, 24)
    assert (last(application, "decide").due, last(application, "decide").extended_by) == (
        date(2017, 9, 28),
        10,
    )
    shorter = accepted().extend(at=at(18), explanation="案情复杂", days=3)
    assert shorter.due() == date(2017, 9, 19)
    late = accepted().extend(at=at(15, month=9), explanation="案情复杂")
    assert late.due() == date(2017, 9, 14)


def test_who_is_silent_for_five_days_has_accepted_on_the_day_of_receipt():
    submitted = started().submit(at=at(17))
    deemed = submitted.step("deem_accepted", at=at(25))
    assert last(deemed, "check_materials").state is DeadlineState.MISSED
    assert (last(deemed, "decide").started, deemed.due()) == (date(2017, 8, 17), date(2017, 9, 14))
    asked = submitted.ask_for_correction(at=at(18), corrections=["照片"]).resubmit(at=at(21))
    assert asked.step("deem_accepted", at=at(30)).due() == date(2017, 9, 18)


def test_asking_for_corrections_starts_the_check_anew():
    asked = started().submit(at=at(17)).ask_for_correction(at=at(18), corrections=["照片"])
    assert [each.state for each in asked.deadlines()] == [DeadlineState.MET]
    assert asked.overdue(at(31, month=12)) == ()  # the applicant may take their time
    again = asked.resubmit(at=at(21))
    assert [each.due for each in again.deadlines()] == [date(2017, 8, 24), date(2017, 8, 28)]


def test_a_license_is_delivered_within_ten_working_days():
    granted = accepted().complete(at=at(25))
    assert last(granted, "deliver").due == date(2017, 9, 8)
    assert granted.is_on_time() is True
    assert [each.clock.id for each in granted.overdue(at(9, month=9))] == ["deliver"]
    assert last(granted.deliver(at=at(8, month=9)), "deliver").was_kept is True


def test_what_was_overdue_is_told_by_what_was_known_then():
    done = accepted(promised_time="1个工作日").complete(at=at(22))
    assert [each.basis.value for each in done.overdue(at(21))] == ["promised"]
    assert done.overdue(at(22)) == ()
    assert (done.is_on_time(at(18)), done.is_on_time(at(21))) == (None, False)
    assert done.is_on_time(at(16)) is None


def test_a_moment_without_a_zone_is_refused():
    naive = datetime(2017, 8, 17)  # noqa: DTZ001 -- that is what is refused
    with pytest.raises(InvalidValueError, match="has no time zone"):
        accepted().is_on_time(naive)
    with pytest.raises(InvalidValueError, match="has no time zone"):
        accepted().overdue(naive)
    with pytest.raises(InvalidValueError, match="has no time zone"):
        accepted().deadlines()[0].is_overdue(naive)


# --- hours --------------------------------------------------------------------------------------


def test_hours_run_day_and_night_to_the_moment():
    application = accepted(promised_time="24小时")
    deadline = last(application, "decide", "promised")
    assert (deadline.due, deadline.until) == (date(2017, 8, 18), at(18, 10))
    assert application.is_on_time(at(18, 10)) is None
    assert application.is_on_time(at(18, 11)) is False
    assert application.complete(at=at(18, 10)).is_on_time() is True
    assert application.complete(at=at(18, 11)).is_on_time() is False


def test_hours_of_a_procedure_are_not_counted():
    paused = accepted(promised_time="24小时").begin_procedure(at=at(17, 12), reason="testing")
    assert paused.due() is None
    resumed = paused.book(at=at(17, 18), slot={"starts": at(18)}).end_procedure(at=at(19, 12))
    assert last(resumed, "decide", "promised").until == at(20, 10)
    late = accepted(promised_time="1小时").begin_procedure(at=at(17, 12), reason="testing")
    assert late.is_on_time(at(17, 12)) is False
    assert late.end_procedure(at=at(18)).due() == date(2017, 8, 17)


def test_hours_that_the_law_sets_can_be_extended_by_days():
    application = accepted(statutory_time="24小时")
    extended = application.extend(at=at(18, 9), explanation="案情复杂", days=2)
    assert last(extended, "decide").until == at(20, 10)
    late = application.extend(at=at(18, 11), explanation="案情复杂", days=2)
    assert last(late, "decide").until == at(18, 10)
    paused = application.begin_procedure(at=at(17, 12), reason="hearing")
    paused = paused.extend(at=at(21), explanation="案情复杂", days=2).end_procedure(at=at(21, 12))
    assert last(paused, "decide").until == at(24, 10)


def test_hours_can_be_extended_without_a_limit_where_the_law_sets_none():
    berlin = datetime(2017, 8, 17, 10, tzinfo=BERLIN)
    application = Application.start(
        rulebook="de-2008", service="s-1", statutory_time="24 hours", at=berlin
    ).submit(at=berlin)
    extended = application.extend(at=berlin, explanation="schwierig", days=90)
    assert last(extended, "decide").until == berlin.astimezone(UTC) + timedelta(days=91)
    endless = application.extend(at=berlin, explanation="schwierig", days=10**12)
    with pytest.raises(InvalidValueError, match="that dates do not reach"):
        endless.due()


@pytest.mark.parametrize("hours", ["99999999小时", "99999999亿小时", "99999999天"])
def test_a_promise_that_ends_beyond_all_dates_is_refused_where_it_is_counted(hours: str):
    with pytest.raises(InvalidValueError, match="that dates do not reach"):
        accepted(promised_time=hours).due()


# --- Germany ------------------------------------------------------------------------------------


def in_berlin(**fields: object) -> Application:
    first = datetime(2017, 8, 16, 10, tzinfo=BERLIN)
    return Application.start(rulebook="de-2008", service="s-1", at=first, **fields)


def test_a_permit_is_deemed_granted_when_three_months_have_passed():
    application = in_berlin().submit(at=datetime(2017, 8, 18, 10, tzinfo=BERLIN))
    assert application.due() == date(2017, 11, 20)  # November 18 is a Saturday
    deemed = application.step("deem_granted", at=datetime(2017, 11, 21, tzinfo=BERLIN))
    assert (deemed.ending, deemed.is_on_time()) == (Ending.COMPLETED, False)
    certified = deemed.step("certify", at=datetime(2017, 12, 1, tzinfo=BERLIN), output="c-1")
    assert certified.completed == datetime(2017, 11, 21, tzinfo=BERLIN)
    assert certified.output == "c-1"


def test_the_time_begins_when_the_documents_are_complete():
    application = in_berlin().submit(at=datetime(2017, 8, 16, 11, tzinfo=BERLIN))
    asked = application.ask_for_correction(
        at=datetime(2017, 8, 18, tzinfo=BERLIN), corrections=["Lageplan"]
    )
    assert [each.state for each in asked.deadlines()] == [DeadlineState.VOID]
    complete = asked.resubmit(at=datetime(2017, 9, 4, tzinfo=BERLIN))
    assert complete.due() == date(2017, 12, 4)
    longer = complete.extend(
        at=datetime(2017, 12, 1, tzinfo=BERLIN), explanation="schwierig", days=45
    )
    assert longer.due() == date(2018, 1, 18)
    assert longer.refuse(at=datetime(2018, 1, 18, tzinfo=BERLIN), explanation="…").is_on_time()


def test_an_extension_without_a_limit_says_its_days():
    application = in_berlin().submit(at=datetime(2017, 8, 16, 11, tzinfo=BERLIN))
    with pytest.raises(InvalidValueError, match="does not say days"):
        application.extend(at=datetime(2017, 9, 1, tzinfo=BERLIN), explanation="schwierig")


# --- who applies --------------------------------------------------------------------------------


def test_nothing_personal_is_seen_in_an_application():
    secrets = ["王小明", "13800138000", "EA123456789CN", "某街1号", "租赁合同"]
    application = accepted(applicant={"name": secrets[0], "phone": secrets[1]}).refuse(
        at=at(18), reason="conditions_not_met", explanation=secrets[4]
    )
    parcel = {"method": "post", "tracking_number": secrets[2], "address": secrets[3]}
    sent = accepted().complete(at=at(18)).dispatch(at=at(18), delivery=parcel)
    seen = "".join(
        f"{each!r}{each}{each.model_dump()}{each.model_dump_json()}" for each in (application, sent)
    )
    assert not [secret for secret in secrets if secret in seen]
    for each in (application, sent):
        stored = revealed(each, purpose="store the case", mode="json")
        assert Application.model_validate(stored) == each


def test_an_applicant_is_a_person_or_an_organization():
    assert Applicant(name="张三").audience is Audience.INDIVIDUAL
    company = Applicant(credit_code="91110000600037341L")
    assert company.audience is Audience.LEGAL_PERSON
    with pytest.raises(InvalidDataError, match="names nobody"):
        Applicant(phone="13800138000")


def test_moments_may_be_in_any_zone():
    application = started().submit(at=datetime(2017, 8, 17, 15, 59, tzinfo=UTC))
    assert application.accept(at=datetime(2017, 8, 17, 16, tzinfo=UTC)).due() == date(2017, 9, 15)
