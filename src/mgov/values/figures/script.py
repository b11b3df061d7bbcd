"""Simplified characters and half-width signs, one for one, so that places in a text stay put."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["normalize"]

# Only characters that the vocabulary of figures uses: numerals, bounds, units, verbs of change.
_SIMPLER: Final = (
    "億亿 萬万 餘余 個个 箇个 條条 項项 組组 過过 達达 約约 來来 幾几 兩两 數数 點点 從从 "
    "減减 長长 類类 時时 鐘钟 鍾钟 間间 內内 與与 於于 區区 歲岁 戶户 張张 輛辆 臺台 圓圆 "
    "塊块 錢钱 號号 無无 總总 計计 縮缩 擴扩 漲涨 躍跃 種种 場场 "
    "畝亩 噸吨 釐厘 鄉乡 鎮镇 縣县 電电 話话 熱热 線线 撥拨 開开 層层 級级 務务 業业 環环 "
    "節节 週周 倉仓 棟栋 筆笔 頁页 辦办 續续 門门 處处 樓楼 別别 顆颗 隻只 頭头 輪轮 貸贷 "
    "連连 較较 為为 爲为 預预 貨货 幣币 歐欧 鎊镑 頃顷 將将 實实 現现 負负 報报 淨净 復复 "
    "複复 專专 學学 隊队 員员 後后 標标 準准 還还 價价 額额 滿满 夠够 僅仅 佔占 壓压 屆届 "
    "遠远 邁迈 衝冲 裡里 裏里 題题 擊击 閱阅 讀读 倂并 併并 貫贯 課课 詞词 頻频 艦舰 歷历 "
    "離离 擁拥 獲获 認认 證证 評评 寫写 "
)
_FINANCIAL: Final = dict(
    zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千", strict=True)
)
_FINANCIAL_RUN: Final = re.compile(
    r"[壹贰貳叁參肆伍陆陸柒捌玖][拾佰仟万亿][壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万亿零]*"
)
_GROUPING: Final = re.compile(
    r"(?<=[０-９])，(?=[０-９]{3})|(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))"
    r"|(?<![\d,，.])(?P<head>\d{1,3})(?P<rest>(?:(?P<by>[， ])\d{3}(?:(?P=by)\d{3})+|，000)(?!\d))"
)
_SIGNS: Final = {
    "．": ".", "％": "%", "：": ":", "；": ";", "（": "(", "）": ")", "［": "[", "］": "]",
    "＋": "+", "／": "/", "＜": "<", "＞": ">", "＝": "=", "○": "〇", "﹪": "%",
    **dict.fromkeys("～〜∼", "~"),
    **dict.fromkeys("‐‑−﹣–—―－", "-"),
    **dict.fromkeys("\u3000\u00a0\u202f\u2009", " "),
}  # fmt: skip


def _table() -> dict[int, str]:
    table = {ord(pair[0]): pair[1] for pair in _SIMPLER.split()}
    for full, half, count in (("０", "0", 10), ("Ａ", "A", 26), ("ａ", "a", 26)):
        table |= {ord(full) + n: chr(ord(half) + n) for n in range(count)}
    return table | {ord(sign): half for sign, half in _SIGNS.items()}


_TABLE: Final = _table()


def _grouped(found: re.Match[str]) -> str:
    if found["head"] is None:
        return ","
    return found["head"] + re.sub("[， ]", ",", found["rest"])


def normalize(text: str) -> str:
    """Write traditional and financial characters simplified and full-width signs half-width.

    Every character stands for one character, so a place in the result is the same place in
    the text.

    Args:
        text: Any text.

    Example:
        >>> normalize("超過２６０５億次")
        '超过2605亿次'
    """
    # A full-width comma lists numbers, but between full-width digits it groups them, as a
    # space that does not break does. A financial numeral is one only in a row: 參加 and 队伍
    # are words.
    text = _GROUPING.sub(_grouped, text).translate(_TABLE)
    return _FINANCIAL_RUN.sub(lambda run: "".join(_FINANCIAL.get(c, c) for c in run[0]), text)
