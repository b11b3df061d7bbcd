from __future__ import annotations

from datetime import timedelta

import pytest

from mgov.articles import (
    Attachment,
    Body,
    Heading,
    Image,
    Indicator,
    Infographic,
    ItemList,
    Paragraph,
    Quote,
    Table,
    Video,
)
from mgov.errors import InvalidDataError
from mgov.values.figures import Figure

PAGE = "https://www.example.gov.cn/"
JOBS = Indicator(
    name="城镇新增就业", target=Figure.parse("1000万人以上"), actual=Figure.parse("1314万人")
)


def problem(error: pytest.ExceptionInfo[InvalidDataError]) -> tuple[str, str]:
    [found] = error.value.problems
    return found.field, found.code


def test_plain_text_becomes_paragraphs_at_blank_lines():
    body = Body.parse("\n　　第一段，\r\n还是第一段。\n \n\n　　第二段。\n")
    assert body.blocks == (
        Paragraph(text="第一段，\n还是第一段。"),
        Paragraph(text="第二段。"),
    )


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_text_without_words_is_an_empty_body(text: str):
    assert Body.parse(text) == Body()
    assert Body().to_text() == Body().to_html() == Body().to_markdown() == ""


def test_a_body_is_given_as_blocks_of_any_form():
    block = {"kind": "heading", "text": "一"}
    given = [Body(blocks=[block]), Body.model_validate([block]), Body(blocks=(Heading(text="一"),))]
    assert given == [Body(blocks=(Heading(text="一", level=2),))] * 3


def test_a_block_without_its_kind_is_told_what_is_missing():
    with pytest.raises(InvalidDataError) as error:
        Body(blocks=[{"text": "一"}])
    assert problem(error) == ("blocks.0", "union_tag_not_found")


def test_a_control_character_is_refused_and_told_where_it_stands():
    with pytest.raises(InvalidDataError, match=r"U\+0007.* as character 2") as error:
        Paragraph(text="a\ab")
    assert problem(error) == ("text", "text_character")


def test_a_tab_and_other_scripts_are_text():
    text = "a\tb شبكة ཡིག 👩‍👩‍👧 e\u0301"
    assert Paragraph(text=text).text == text


def test_what_stands_on_one_line_has_no_line_end():
    with pytest.raises(InvalidDataError) as error:
        ItemList(items=["a", "b\nc"])
    assert problem(error) == ("items.1", "line_end")


def test_a_paragraph_has_no_blank_line():
    with pytest.raises(InvalidDataError, match="Make two paragraphs of it") as error:
        Paragraph(text="a\n \nb")
    assert problem(error) == ("text", "blank_line")


def test_the_line_ends_of_every_system_are_one():
    assert Paragraph(text="a\r\nb\rc\u2028d\ve").text == "a\nb\nc\nd\ne"


def test_the_rows_of_a_table_are_as_wide_as_its_header():
    with pytest.raises(InvalidDataError, match="has 1 cells in row 2 and 2 column heads") as error:
        Table(header=["a", "b"], rows=[["1", "2"], ["3"]])
    assert problem(error) == ("", "table_width")


@pytest.mark.parametrize("level", [1, 7])
def test_a_heading_stands_beneath_the_title(level: int):
    with pytest.raises(InvalidDataError):
        Heading(text="一", level=level)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,a", "/relative.jpg"])
@pytest.mark.parametrize("block", ["image", "video", "attachment"])
def test_a_block_leads_only_to_the_web(block: str, address: str):
    with pytest.raises(InvalidDataError) as error:
        Body(blocks=[{"kind": block, "address": address, "title": "x"}])
    assert (f"blocks.0.{block}.address") in {each.field for each in error.value.problems}


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (None, "表"),
        (0, "表 (0 bytes)"),
        (1, "表 (1 byte)"),
        (999, "表 (999 bytes)"),
        (1000, "表 (1.0 kB)"),
        (999_949, "表 (999.9 kB)"),
        (999_950, "表 (1.0 MB)"),
        (1_240_000, "表 (1.2 MB)"),
        (950_000_000, "表 (950.0 MB)"),
        (2_000_000_000, "表 (2.0 GB)"),
    ],
)
def test_an_attachment_says_how_large_it_is(size: int | None, shown: str):
    assert Attachment(title="表", address=PAGE, size=size).label == shown


@pytest.mark.parametrize("media_type", ["pdf", "text/html; charset=utf-8", 'a/b" onclick="c'])
def test_a_media_type_has_the_form_of_one(media_type: str):
    with pytest.raises(InvalidDataError):
        Attachment(title="表", address=PAGE, media_type=media_type)


@pytest.mark.parametrize(
    ("duration", "iso", "label"),
    [
        (timedelta(minutes=2, seconds=50), "PT2M50S", "报告 (2:50)"),
        (timedelta(seconds=9), "PT9S", "报告 (0:09)"),
        (timedelta(milliseconds=400), "PT0.4S", "报告 (0:01)"),
        (timedelta(hours=1, seconds=5), "PT1H5S", "报告 (1:00:05)"),
        (timedelta(seconds=59, milliseconds=900), "PT59.9S", "报告 (1:00)"),
        (None, None, "报告"),
    ],
)
def test_a_video_says_how_long_it_runs(duration: timedelta | None, iso: str | None, label: str):
    video = Video(address=PAGE, title="报告", duration=duration)
    assert video.label == label
    assert video.model_dump(mode="json")["duration"] == iso
    assert Video.model_validate_json(video.model_dump_json()) == video


@pytest.mark.parametrize("duration", ["-PT1S", "PT0S", "2分50秒"])
def test_a_duration_is_a_length_of_time(duration: str):
    with pytest.raises(InvalidDataError) as error:
        Video(address=PAGE, title="报告", duration=duration)
    assert error.value.field == "duration"


def test_a_duration_that_is_none_is_told_how_to_write_it():
    with pytest.raises(InvalidDataError, match=r"Write it as in PT2M50S \(ISO 8601\)"):
        Video(address=PAGE, title="报告", duration="2分50秒")


def test_completion_counts_by_the_number_that_the_target_names():
    completion = JOBS.completion
    assert completion is not None
    assert completion.value is not None
    assert float(completion.value) == 1.314
    assert completion.unit == "share"


@pytest.mark.parametrize(
    ("target", "actual"),
    [(None, "5项"), ("5项", None), ("0项", "5项"), ("6.5%至7%", "6.7%")],
)
def test_there_is_no_completion_without_a_number_to_complete(
    target: str | None, actual: str | None
):
    indicator = Indicator(
        name="x",
        target=target and Figure.parse(target),
        actual=actual and Figure.parse(actual),
    )
    assert indicator.completion is None


def test_target_and_actual_count_the_same_thing():
    with pytest.raises(InvalidDataError) as error:
        Indicator(name="x", target=Figure.parse("5项"), actual=Figure.parse("5人"))
    assert problem(error) == ("", "indicator_units")


def test_an_infographic_shows_its_picture_or_its_figures():
    with pytest.raises(InvalidDataError) as error:
        Infographic(title="一图读懂")
    assert problem(error) == ("", "infographic_empty")


def test_an_infographic_is_written_as_its_picture_and_a_table():
    picture = Image(address=PAGE, alternative_text="")
    both = Infographic(title="一图读懂", indicators=[JOBS], image=picture)
    image, table = both.as_blocks(lang="zh-CN")
    assert image == picture
    assert table == Table(
        caption="一图读懂",
        header=["指标", "目标", "实际", "完成率"],
        rows=[["城镇新增就业", "1000万人以上", "1314万人", "131.4% [131.3%, 131.5%)"]],
    )
    assert both.as_blocks(lang="fr")[1].model_dump()["header"][0] == "Indicator"


def test_a_picture_alone_is_shown_with_the_title_as_its_caption():
    picture = Image(address=PAGE)
    alone = Infographic(title="一图读懂", image=picture)
    assert alone.as_blocks(lang="zh") == (picture.replace(caption="一图读懂"),)
    with_caption = picture.replace(caption="来源：某市")
    assert alone.replace(image=with_caption).as_blocks(lang="zh") == (with_caption,)


def test_the_media_of_a_body_are_found_in_order():
    video, image = Video(address=PAGE, title="视频"), Image(address=PAGE)
    graphic = Infographic(title="一图读懂", image=image)
    body = Body(blocks=[video, Paragraph(text="文"), image, graphic])
    assert body.media == (video, image, graphic)


WHOLE = Body(
    blocks=[
        Heading(text="一、<概况>", level=3),
        Paragraph(text="第一行\n第二行"),
        ItemList(items=["甲", "乙"]),
        ItemList(items=["丙"]),
        ItemList(items=["丁", "戊"], ordered=True),
        Quote(text="说得好", source="某人", address=f"{PAGE}?a=1&b=2"),
        Quote(text="无名氏"),
        Table(caption="表", header=["列", ""], rows=[["1|2", ""]]),
        Attachment(title="附件", address=PAGE, media_type="application/pdf", size=1000),
        Image(
            address=PAGE, alternative_text="图", caption="图", credit="某记者", width=4, height=3
        ),
        Image(address=PAGE),
        Video(address=PAGE, title="视频", duration="PT2M50S", poster=f"{PAGE}p.jpg"),
    ]
)


def test_every_block_has_its_plain_text():
    assert WHOLE.to_text() == "\n\n".join(
        [
            "一、<概况>",
            "第一行\n第二行",
            "• 甲\n• 乙",
            "• 丙",
            "1. 丁\n2. 戊",
            "说得好\n— 某人",
            "无名氏",
            "表\n列\t\n1|2\t",
            f"附件 (1.0 kB)\n{PAGE}",
            "图\n某记者",
            f"视频 (2:50)\n{PAGE}",
        ]
    )


def test_every_block_has_its_markdown():
    assert WHOLE.to_markdown() == "\n\n".join(
        [
            "### 一、\\<概况\\>",
            "第一行\\\n第二行",
            "- 甲\n- 乙",
            "<!-- -->",
            "- 丙",
            "<!-- -->",
            "1. 丁\n2. 戊",
            f"> 说得好\n>\n> — [某人](<{PAGE}?a=1\\&b=2>)",
            "> 无名氏",
            "表\n\n| 列 |  |\n| --- | --- |\n| 1\\|2 |  |",
            f"[附件 (1.0 kB)](<{PAGE}>)",
            f"![图](<{PAGE}>)\n\n图\n\n某记者",
            f"![](<{PAGE}>)",
            f"[视频 (2:50)](<{PAGE}>)",
        ]
    )


def test_every_block_has_its_html():
    named = 'aria-label="视频"'
    assert WHOLE.to_html().splitlines() == [
        "<h3>一、&lt;概况&gt;</h3>",
        "<p>第一行<br>",
        "第二行</p>",
        *("<ul>", "<li>甲</li>", "<li>乙</li>", "</ul>"),
        *("<ul>", "<li>丙</li>", "</ul>"),
        *("<ol>", "<li>丁</li>", "<li>戊</li>", "</ol>"),
        "<figure>",
        f'<blockquote cite="{PAGE}?a=1&amp;b=2"><p>说得好</p></blockquote>',
        "<figcaption>某人</figcaption>",
        "</figure>",
        "<blockquote><p>无名氏</p></blockquote>",
        "<table>",
        "<caption>表</caption>",
        '<thead><tr><th scope="col">列</th><th scope="col"></th></tr></thead>',
        *("<tbody>", "<tr><td>1|2</td><td></td></tr>", "</tbody>"),
        "</table>",
        f'<p><a href="{PAGE}" type="application/pdf">附件 (1.0 kB)</a></p>',
        "<figure>",
        f'<img src="{PAGE}" alt="图" width="4" height="3">',
        "<figcaption>图<br>某记者</figcaption>",
        "</figure>",
        *("<figure>", f'<img src="{PAGE}">', "</figure>"),
        "<figure>",
        f'<video src="{PAGE}" controls="" preload="none" poster="{PAGE}p.jpg" {named}></video>',
        f'<figcaption><a href="{PAGE}">视频 (2:50)</a></figcaption>',
        "</figure>",
    ]


def test_texts_are_the_words_without_bullets_and_addresses():
    assert WHOLE.texts() == (
        *("一、<概况>", "第一行\n第二行", "甲", "乙", "丙", "丁", "戊", "说得好", "某人", "无名氏"),
        *("表", "列", "1|2", "附件", "图", "某记者", "视频"),
    )
