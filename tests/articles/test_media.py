from __future__ import annotations

from datetime import timedelta

import pytest

from mgov.articles import Audio, Body, Captions, Video
from mgov.errors import InvalidDataError

PAGE = "https://www.example.gov.cn/"
NEWS = Audio(
    address=f"{PAGE}news.mp3",
    title="一分钟听政策",
    duration="PT1M",
    transcript="今起不再收费。\n\n详情<见>公告。",
    transcript_address=f"{PAGE}news.txt",
)


def code(error: pytest.ExceptionInfo[InvalidDataError]) -> tuple[str, str]:
    [found] = error.value.problems
    return found.field, found.code


def test_a_recording_says_how_long_it_runs_as_iso_8601_does():
    assert NEWS.duration == timedelta(minutes=1)
    assert NEWS.model_dump(mode="json")["duration"] == "PT1M"
    assert Audio.model_validate_json(NEWS.model_dump_json()) == NEWS
    assert NEWS.label == "一分钟听政策 (1:00)"
    assert NEWS.replace(duration=None).label == "一分钟听政策"


@pytest.mark.parametrize("duration", ["-PT1S", "PT0S", "一分钟"])
def test_a_recording_runs_for_some_time(duration: str):
    with pytest.raises(InvalidDataError) as error:
        NEWS.replace(duration=duration)
    assert error.value.field == "duration"


def test_a_transcript_is_paragraphs_of_text():
    text = "　　第一段，\r\n还是第一段。\n \n\n　　第二段。\n"
    assert NEWS.replace(transcript=text).transcript == "第一段，\n还是第一段。\n\n第二段。"


@pytest.mark.parametrize("text", ["", " \n \n", "a\ab"])
def test_a_transcript_is_text(text: str):
    with pytest.raises(InvalidDataError) as error:
        NEWS.replace(transcript=text)
    assert error.value.field == "transcript"


def test_the_transcript_stands_with_the_recording():
    body = Body(blocks=[NEWS])
    assert body.texts() == ("一分钟听政策", "今起不再收费。\n\n详情<见>公告。")
    assert body.to_text(lang="zh") == (
        f"一分钟听政策 (1:00)\n{PAGE}news.mp3\n文字稿: {PAGE}news.txt\n"
        "\n文字稿\n今起不再收费。\n\n详情<见>公告。"
    )
    assert body.to_markdown(lang="en") == (
        f"[一分钟听政策 (1:00)](<{PAGE}news.mp3>)\n\n[Transcript](<{PAGE}news.txt>)"
        "\n\n*Transcript*\n\n今起不再收费。\n\n详情\\<见\\>公告。"
    )
    link = f'<a href="{PAGE}news.mp3">一分钟听政策 (1:00)</a>'
    text = "<p>今起不再收费。</p><p>详情&lt;见&gt;公告。</p>"
    assert body.to_html(lang="zh-CN") == (
        f'<figure>\n<audio src="{PAGE}news.mp3" controls="" preload="none" '
        'aria-label="一分钟听政策"></audio>\n'
        f'<figcaption>{link}<br><a href="{PAGE}news.txt">文字稿</a>\n'
        f"<details><summary>文字稿</summary>{text}</details></figcaption>\n</figure>"
    )


def test_a_recording_without_a_transcript_is_a_player_and_a_link():
    bare = Audio(address=PAGE, title='"广播"')
    body = Body(blocks=[bare])
    assert body.to_text() == f'"广播"\n{PAGE}'
    assert body.to_markdown() == f'["广播"](<{PAGE}>)'
    assert body.to_html() == (
        f'<figure>\n<audio src="{PAGE}" controls="" preload="none" '
        'aria-label="&quot;广播&quot;"></audio>\n'
        f'<figcaption><a href="{PAGE}">&quot;广播&quot;</a></figcaption>\n</figure>'
    )


def test_the_captions_of_a_video_are_its_tracks():
    captions = [{"address": f"{PAGE}zh.vtt", "language": "zh-cn"}, Captions(address=f"{PAGE}x.vtt")]
    video = Video(address=PAGE, title="报告", captions=captions)
    assert (
        f'<track kind="captions" src="{PAGE}zh.vtt" srclang="zh-CN">'
        f'<track kind="captions" src="{PAGE}x.vtt"></video>'
    ) in Body(blocks=[video]).to_html()


def test_a_video_has_one_file_of_captions_for_each_language():
    captions = [{"address": PAGE, "language": "zh-CN"}, {"address": PAGE, "language": "ZH-cn"}]
    with pytest.raises(InvalidDataError, match="given twice in zh-CN") as error:
        Video(address=PAGE, title="报告", captions=captions)
    assert code(error) == ("captions", "captions_twice")


def test_captions_are_in_a_language():
    with pytest.raises(InvalidDataError) as error:
        Captions(address=PAGE, language="Chinese!")
    assert code(error) == ("language", "language_tag")


@pytest.mark.parametrize(
    ("alternative", "audio", "video"),
    [
        ({}, False, False),
        ({"transcript": "文"}, True, True),
        ({"transcript_address": PAGE}, True, True),
    ],
)
def test_whoever_cannot_hear_needs_a_text(
    alternative: dict[str, str],
    audio: bool,  # noqa: FBT001 -- a parameter of the cases
    video: bool,  # noqa: FBT001 -- a parameter of the cases
):
    assert Audio(address=PAGE, title="x", **alternative).has_text is audio
    assert Video(address=PAGE, title="x", **alternative).has_text is video


def test_captions_are_a_text_too():
    assert Video(address=PAGE, title="x", captions=[{"address": PAGE}]).has_text


@pytest.mark.parametrize("field", ["address", "transcript_address"])
def test_a_recording_leads_only_to_the_web(field: str):
    with pytest.raises(InvalidDataError) as error:
        NEWS.replace(**{field: "javascript:alert(1)"})
    assert error.value.field == field
