"""What stands between a citizen's account and a service, and in which words it is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from mgov.accounts.access import AccessObstacle, ObstacleKind
from mgov.accounts.consent import CitizenData, Consent
from mgov.accounts.proof import Proof
from mgov.values.authentication import AuthenticationLevel
from mgov.values.moment import in_utc
from mgov.values.text import Text

__all__ = ["closed_account", "consent_obstacles", "data_unknown", "level_obstacles"]

_WAYS: Final = {
    AuthenticationLevel.PASSWORD: Text(en="by a password", zh="密码"),
    AuthenticationLevel.PHONE: Text(en="by a code sent to your phone", zh="手机验证码"),
    AuthenticationLevel.ID: Text(en="by name and identity number", zh="姓名和身份证号"),
    AuthenticationLevel.FACE: Text(en="by your face", zh="人脸识别"),
}
_DATA: Final = {
    CitizenData.NAME: Text(en="name", zh="姓名"),
    CitizenData.PHONE: Text(en="telephone number", zh="电话号码"),
    CitizenData.RESIDENT_ID: Text(en="identity number", zh="身份证号"),
}
_SAID: Final = {
    ObstacleKind.NOT_OPEN: (
        Text(en="The account is not open.", zh="账号未处于开通状态。"),
        Text(en="Register first.", zh="请先注册。"),
    ),
    ObstacleKind.LEVEL_TOO_LOW: (
        Text(en="It has to be known more surely who you are.", zh="认证等级不够。"),
        Text(en="Confirm who you are: {wanted}.", zh="请完成认证：{wanted}。"),
    ),
    ObstacleKind.LEVEL_LAPSED: (
        Text(en="It no longer counts that you confirmed who you are.", zh="认证已失效。"),
        Text(en="Confirm it again: {wanted}.", zh="请重新认证：{wanted}。"),
    ),
    ObstacleKind.CONSENT_MISSING: (
        Text(
            en="You have not agreed that the service uses data.", zh="尚未同意该服务使用个人信息。"
        ),
        Text(en="Read what for, and agree if you will.", zh="请阅读用途，愿意时再同意。"),
    ),
    ObstacleKind.CONSENT_ENDED: (
        Text(
            en="Your consent to the use of data has ended or was withdrawn.",
            zh="对使用个人信息的同意已撤回或到期。",
        ),
        Text(en="Agree anew, if you will.", zh="愿意时请重新同意。"),
    ),
    ObstacleKind.DATA_NOT_COVERED: (
        Text(en="You have not agreed to the use of: {wanted}.", zh="尚未同意使用：{wanted}。"),
        Text(en="Agree to that too, if you will.", zh="愿意时请补充同意。"),
    ),
    ObstacleKind.DATA_UNKNOWN: (
        Text(en="The account does not have: {wanted}.", zh="账号缺少：{wanted}。"),
        Text(en="Add it.", zh="请补充。"),
    ),
}


def closed_account() -> AccessObstacle:
    """Say that the account is not open."""
    return _obstacle(ObstacleKind.NOT_OPEN)


def data_unknown(missing: Iterable[CitizenData]) -> Iterator[AccessObstacle]:
    """Say which data the account does not have, if any."""
    names = [_DATA[each] for each in missing]
    if names:
        yield _obstacle(ObstacleKind.DATA_UNKNOWN, *names)


def level_obstacles(
    proofs: Iterable[Proof], wanted: AuthenticationLevel, at: datetime
) -> Iterator[AccessObstacle]:
    """Say that no proof counts that is sure enough, and whether one did before."""
    sure = [proof for proof in proofs if proof.level >= wanted]
    if wanted is AuthenticationLevel.NONE or any(proof.counts_at(at) for proof in sure):
        return
    lapsed = any(in_utc(proof.at) <= in_utc(at) for proof in sure)
    kind = ObstacleKind.LEVEL_LAPSED if lapsed else ObstacleKind.LEVEL_TOO_LOW
    yield _obstacle(kind, _WAYS[wanted])


def consent_obstacles(
    consents: Iterable[Consent], needed: Iterable[CitizenData], at: datetime
) -> Iterator[AccessObstacle]:
    """Say what is missing in the consents that cover a service."""
    known = [each for each in consents if in_utc(each.given) <= in_utc(at)]
    in_force = [each for each in known if each.in_force_at(at)]
    if not in_force:
        kind = ObstacleKind.CONSENT_ENDED if known else ObstacleKind.CONSENT_MISSING
        yield _obstacle(kind)
        return
    covered = {datum for each in in_force for datum in each.data}
    missing = [_DATA[each] for each in needed if each not in covered]
    if missing:
        yield _obstacle(ObstacleKind.DATA_NOT_COVERED, *missing)


def _obstacle(kind: ObstacleKind, *wanted: Text) -> AccessObstacle:
    message, remedy = _SAID[kind]
    return AccessObstacle(
        kind=kind, message=_filled(message, wanted), remedy=_filled(remedy, wanted)
    )


def _filled(text: Text, wanted: tuple[Text, ...]) -> Text:
    return Text(
        {
            lang: said.format(wanted=mark.join(each.in_language(lang) for each in wanted))
            for (lang, said), mark in zip(text.items(), (", ", "、"), strict=True)
        }
    )
