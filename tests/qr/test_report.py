from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import CodeCapacityError, InvalidValueError, MissingExtraError
from mgov.qr.encoder import encode

PAGE = "https://www.gov.cn/zhengce/2017-08/17/content_5218235.htm"
TAGS = "utm_source=work-report&utm_medium=qr&utm_campaign=two-sessions-2017"


def advice_on(code: qr.Code, module_mm: float = 0.5) -> dict[str, qr.Advice]:
    return {each.code.value: each for each in code.report(module_mm=module_mm).advice}


def said(advice: qr.Advice) -> str:
    return advice.message.in_language("en")


def test_a_report_tells_size_and_use() -> None:
    report = qr.make(PAGE).report(module_mm=0.5)
    assert (report.version, report.correction, report.encoder) == (4, "M", "qrcode")
    assert (report.modules, report.code_mm, report.total_mm) == (33, 16.5, 20.5)
    assert (report.characters, report.bytes_used, report.spare_bytes) == (57, 57, 5)


def test_a_report_goes_by_the_smallest_module_unless_told_another() -> None:
    report = qr.make(PAGE).report()
    assert (report.module_mm, report.code_mm, report.total_mm) == (0.4, 13.2, 16.4)


@pytest.mark.parametrize("module_mm", [0, -1, float("nan")])
def test_a_module_of_no_width_is_refused(module_mm: float) -> None:
    with pytest.raises(InvalidValueError, match="module_mm: is not above zero"):
        qr.make(PAGE).report(module_mm=module_mm)


def test_characters_and_bytes_are_counted_apart() -> None:
    report = qr.make_text("掌上政务").report()
    assert (report.characters, report.bytes_used) == (4, 12)
    report = qr.make_bytes(b"\xff\x00\xff").report()
    assert (report.characters, report.bytes_used) == (3, 3)


def test_a_chinese_character_takes_three_bytes_in_a_text_and_nine_in_an_address() -> None:
    text, link = qr.make_text("政", versions=5), qr.make("https://www.gov.cn/", versions=5)
    assert text.report().spare_chinese == text.report().spare_bytes // 3 == 27
    assert link.report().spare_chinese == link.report().spare_bytes // 9 == 7


@given(
    st.text(st.sampled_from("1A长a"), min_size=1, max_size=40),
    st.sampled_from("LMQH"),
    st.sampled_from(["qrcode", "zxing"]),
)
def test_what_is_spare_fits_and_one_more_does_not(
    text: str, correction: qr.Correction, encoder: qr.Encoder
) -> None:
    code = qr.make_text(text, correction=correction, encoder=encoder)
    spare = code.report().spare_bytes
    same = {"encoder": encoder, "versions": code.version}
    assert encode(text + "a" * spare, correction, **same).version == code.version  # type: ignore[arg-type] # two options
    with pytest.raises(CodeCapacityError):
        encode(text + "a" * (spare + 1), correction, **same)  # type: ignore[arg-type] # two options


def test_a_full_code_has_nothing_spare() -> None:
    assert qr.make_text("a" * 2953, correction="L").report().spare_bytes == 0
    assert qr.make_text("1" * 7089, correction="L").report().spare_bytes == 0


def test_tags_are_told_what_they_cost() -> None:
    code = qr.make(f"{PAGE}?{TAGS}")
    advice = advice_on(code)["tags_cost_modules"]
    assert advice.modules == code.size - qr.make(PAGE).size == 16
    assert said(advice) == (
        "The campaign tags cost 16 modules a side: use a short link, behind which they cost "
        "nothing."
    )
    assert "16" in advice.message.in_language("zh")
    assert "tags_cost_modules" not in advice_on(qr.make(PAGE))


def test_a_short_link_is_advised_where_it_saves_more_than_leaving_the_tags_out() -> None:
    advice = advice_on(qr.make(f"{PAGE}?{TAGS}"))["short_link_saves_modules"]
    assert advice.modules == 24
    assert "https://www.gov.cn/ab12cd" in said(advice)
    short = "https://go.gov.cn/ab12cd"
    assert "short_link_saves_modules" not in advice_on(qr.make(f"{short}?{TAGS}"))
    assert "short_link_saves_modules" not in advice_on(qr.make(short))


def test_capitals_are_advised_where_they_save_modules() -> None:
    code = qr.make("https://go.gov.cn/ab12cd", correction="Q")
    advice = advice_on(code)["capitals_save_modules"]
    assert "HTTPS://GO.GOV.CN/AB12CD" in said(advice)
    capitals = qr.make("HTTPS://GO.GOV.CN/AB12CD", correction="Q")
    assert advice.modules == code.size - capitals.size == 4
    assert "capitals_save_modules" not in advice_on(capitals)
    for without in ("https://go.gov.cn/ab_12", "https://go.gov.cn/?a=1", "https://go.gov.cn/政"):
        assert "capitals_save_modules" not in advice_on(qr.make(without))


def test_encoded_characters_are_told_what_they_cost() -> None:
    code = qr.make("https://www.gov.cn/政策/文件库")
    advice = advice_on(code)["encoded_characters_cost_modules"]
    assert advice.modules == code.size - qr.make("https://www.gov.cn/aa/aaa").size == 8
    assert said(advice).startswith("The 5 characters of the address that are not ASCII take 45")
    assert "encoded_characters_cost_modules" not in advice_on(qr.make("https://www.gov.cn/%20"))


def test_a_strong_level_is_told_what_it_costs() -> None:
    code = qr.make(PAGE, correction="H")
    advice = advice_on(code)["correction_costs_modules"]
    assert advice.modules == code.size - qr.make(PAGE).size == 8
    assert "correction_is_free" not in advice_on(code)
    for correction in ("L", "M"):
        assert "correction_costs_modules" not in advice_on(qr.make(PAGE, correction=correction))
    assert "correction_costs_modules" not in advice_on(qr.make_text("a", correction="H"))
    assert "correction_costs_modules" in advice_on(qr.make_bytes(b"\xff" * 20, correction="H"))


def test_a_stronger_level_is_advised_where_it_costs_nothing() -> None:
    code = qr.make("https://www.gov.cn/")
    advice = advice_on(code)["correction_is_free"]
    assert advice.modules == 0
    assert "Level Q" in said(advice)
    assert qr.make("https://www.gov.cn/", correction="Q").size == code.size
    assert qr.make("https://www.gov.cn/", correction="H").size > code.size
    assert "correction_is_free" not in advice_on(qr.make_text("a" * 14))


def test_a_version_that_is_larger_than_need_be_is_told_what_it_costs() -> None:
    advice = advice_on(qr.make(PAGE, versions=(7, 40)))["version_costs_modules"]
    assert advice.modules == 12
    assert "version 4" in said(advice)
    assert "version_costs_modules" not in advice_on(qr.make(PAGE, versions=(1, 9)))


def test_savings_go_by_the_smallest_code_and_not_by_one_made_larger() -> None:
    forced = advice_on(qr.make(f"{PAGE}?{TAGS}", versions=(20, 40)))
    assert forced["tags_cost_modules"].modules == 16


def test_modules_that_are_too_small_are_told() -> None:
    advice = advice_on(qr.make(PAGE), module_mm=0.33)["modules_too_small"]
    assert "Modules of 0.33 mm are smaller than 0.4 mm" in said(advice)
    assert "modules_too_small" not in advice_on(qr.make(PAGE), module_mm=0.4)


def test_the_largest_saving_comes_first() -> None:
    advice = qr.make(f"{PAGE}?{TAGS}", correction="H").report(module_mm=0.1).advice
    savings = [each.modules for each in advice]
    assert savings == sorted(savings, reverse=True)
    assert len(savings) == 4


@pytest.mark.parametrize("encoder", ["qrcode", "zxing"])
def test_a_code_is_compared_with_codes_of_its_own_encoder(encoder: qr.Encoder) -> None:
    report = qr.make(f"{PAGE}?{TAGS}", encoder=encoder).report()
    assert report.encoder == encoder
    assert report.advice[0].modules == report.modules - 25


def test_a_report_on_a_code_of_an_encoder_that_is_gone_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = qr.make(PAGE, encoder="zxing")
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    with pytest.raises(MissingExtraError):
        code.report()


def test_a_text_that_is_no_link_gets_no_advice_about_links() -> None:
    assert advice_on(qr.make_text(f"see {PAGE}?{TAGS}")) == {}


def test_every_advice_says_something_in_both_languages() -> None:
    codes = [
        qr.make(f"{PAGE}?{TAGS}"),
        qr.make("https://go.gov.cn/ab12cd", correction="L"),
        qr.make("https://www.gov.cn/政策", correction="H", versions=20),
    ]
    found = [advice for code in codes for advice in code.report(module_mm=0.1).advice]
    assert {each.code for each in found} == set(qr.AdviceCode)
    for each in found:
        assert {language for language, _ in each.message.items()} == {"en", "zh"}
        assert not set("{}") & {letter for _, text in each.message.items() for letter in text}


def test_a_report_goes_to_json_and_back() -> None:
    report = qr.make(PAGE, correction="H").report()
    assert qr.Report.model_validate_json(report.model_dump_json()) == report
    assert json.loads(report.model_dump_json())["advice"][0]["code"] == "correction_costs_modules"
