from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidValueError
from mgov.qr.print_size import DISTANCE_RATIO, DOTS_A_MODULE, HAND_HELD_MODULE_MM, print_size


def test_a_code_in_the_hand_has_modules_of_a_usual_size() -> None:
    size = print_size(33)
    assert (size.module_mm, size.code_mm, size.total_mm) == (0.4, 13.2, 16.4)
    assert size.reasons == (
        "Phones held in the hand read modules of 0.4 mm and more.",
        "A quiet zone of 4 modules stays free on every side.",
    )


def test_a_code_on_the_wall_is_a_tenth_of_the_distance_wide() -> None:
    size = print_size(33, distance=2000)
    assert (size.module_mm, size.code_mm) == (6.061, 200.01)
    assert size.reasons[1] == (
        "To be read from 2000 mm, a code is at least 200 mm wide (a tenth; a rule of thumb)."
    )


def test_modules_are_whole_dots_of_the_printer() -> None:
    size = print_size(33, dpi=300)
    assert size.module_mm == 0.423  # 5 dots
    assert size.reasons[1] == ("Printed at 300 dpi, a module is 5 whole dots (never fewer than 4).")


def test_a_coarse_printer_needs_larger_modules() -> None:
    assert print_size(33, dpi=72).module_mm == 1.411  # 4 dots


def test_the_published_example_of_the_inventor_comes_out() -> None:
    # Denso Wave: 50 alphanumeric characters at M; 4 dots of 400 dpi are 0.254 mm a module.
    code = qr.make_text("A" * 50)
    assert code.size * 0.254 == pytest.approx(7.366)
    assert (code.size + 8) * 0.254 == pytest.approx(9.398)


def test_a_code_asks_for_its_own_size() -> None:
    code = qr.make("https://www.gov.cn/")
    assert code.print_size(distance=1000, dpi=600) == print_size(25, distance=1000, dpi=600)


@given(
    st.integers(0, 39).map(lambda n: 21 + 4 * n),
    st.none() | st.floats(1, 1e5),
    st.none() | st.floats(10, 5000),
)
def test_every_rule_is_met(modules: int, distance: float | None, dpi: float | None) -> None:
    size = print_size(modules, distance=distance, dpi=dpi)
    rounding = 0.0006
    assert size.module_mm >= HAND_HELD_MODULE_MM - rounding
    assert size.total_mm == pytest.approx(size.code_mm + 8 * size.module_mm, abs=0.02)
    if distance is not None:
        assert size.code_mm >= distance / DISTANCE_RATIO - 0.01
    if dpi is not None:
        dots = size.module_mm * dpi / 25.4
        assert dots >= DOTS_A_MODULE - rounding * dpi / 25.4
        assert math.isclose(dots, round(dots), abs_tol=rounding * dpi / 25.4)


@pytest.mark.parametrize(
    "options", [{"distance": 0}, {"distance": -1}, {"dpi": 0}, {"dpi": math.inf}, {"dpi": math.nan}]
)
def test_a_measure_that_is_none_is_refused(options: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        print_size(33, **options)
    assert caught.value.code == "not_positive"
    assert caught.value.field in options
