from __future__ import annotations

import pytest

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.model import Model
from mgov.values.time_zone import TimeZoneName, time_zone


class Office(Model, frozen=True):
    zone: TimeZoneName


def test_a_time_zone_is_kept_by_its_name():
    assert Office(zone="Asia/Shanghai").zone == "Asia/Shanghai"
    assert time_zone("Asia/Shanghai").key == "Asia/Shanghai"


@pytest.mark.parametrize("text", ["", "Beijing", "Asia", "/etc/localtime", "../x", "localtime"])
def test_a_name_that_is_no_time_zone_is_refused(text: str):
    with pytest.raises(InvalidValueError) as error:
        time_zone(text)
    assert str(error.value).startswith("time_zone: is no time zone. Give a name of the IANA list")
    with pytest.raises(InvalidDataError) as invalid:
        Office(zone=text)
    assert invalid.value.problems[0].code == "time_zone"
