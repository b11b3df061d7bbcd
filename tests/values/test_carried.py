from __future__ import annotations

from mgov import HostPolicy

POLICY = HostPolicy.named("gov.cn")


def test_a_link_that_carries_addresses_without_end_is_refused() -> None:
    inner = "&".join(f"url{number}=https://www.gov.cn/{number}" for number in range(40))
    assert not POLICY.check(f"https://www.gov.cn/?{inner}").ok


def test_encoded_text_that_is_no_address_is_let_through() -> None:
    # "hello, all the world" in base64
    assert POLICY.check("https://www.gov.cn/?url=aGVsbG8sIGFsbCB0aGUgd29ybGQ").ok
