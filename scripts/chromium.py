"""A real browser for tests: the machine's own, or the one that fetch_chromium.py has fetched.

A question is a function that a page runs. The page is served from this machine and sends its
answer back there, which every build of Chromium can do; some have no `--dump-dom`.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NAMES: Final = "chromium chromium-browser google-chrome google-chrome-stable chrome".split()
_FLAGS: Final = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --no-default-browser-check"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --disable-extensions --disable-dev-shm-usage"
).split()
FETCHED: Final = Path(sys.prefix) / "chromium"
_PAGE: Final = """\
<!doctype html>
<meta charset="utf-8">
<title>A test</title>
<script>
const work = async (data) => {{ {body} }};
work({data}).then((value) => ({{value}}), (error) => ({{error: String(error)}}))
  .then((answer) => fetch("/{token}", {{method: "POST", body: JSON.stringify(answer)}}));
</script>
"""


class NoAnswerError(Exception):
    """Chromium ended, failed or was silent before the page had answered."""


@dataclass(frozen=True)
class Chromium:
    """A Chromium, started anew for each question."""

    program: Path
    environment: dict[str, str] = field(default_factory=dict)

    def evaluate(self, body: str, data: object = None, *, timeout: float = 120) -> object:
        """Return what a function of a page gives for some data.

        Args:
            body: The body of an async JavaScript function of `data`, with its `return`.
            data: What JSON can carry.
            timeout: How many seconds to wait at most.

        Raises:
            NoAnswerError: If the function fails, or Chromium does.
        """
        token = secrets.token_hex(8)
        # In a script, `<` could end it; JSON knows its number, too.
        shown = json.dumps(data).replace("<", "\\u003c")
        page = _PAGE.format(body=body, data=shown, token=token)
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
            _served(page.encode(), f"/{token}") as (address, answer, came),
            self._started(profile, address) as browser,
        ):
            threading.Thread(target=_when_ended, args=(browser, came.set), daemon=True).start()
            came.wait(timeout)
            errors = "" if answer else _last_words(Path(profile))
        if not answer:
            raise NoAnswerError(f"{self.program} did not answer. {errors}")
        result = json.loads(answer[0])
        if "error" in result:
            raise NoAnswerError(result["error"])
        return result.get("value")

    @contextlib.contextmanager
    def _started(self, profile: str, address: str) -> Iterator[subprocess.Popen[bytes]]:
        with (Path(profile) / "stderr").open("wb") as log:
            browser = subprocess.Popen(
                [self.program, *_FLAGS, f"--user-data-dir={profile}", address],
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                yield browser
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(browser.pid, signal.SIGKILL)
                browser.wait()


def find_chromium() -> Chromium | None:
    """Return a Chromium that answers, None if none has been found or fetched."""
    return next((each for each in _candidates() if _answers(each)), None)


def _candidates() -> Iterator[Chromium]:
    for name in _NAMES:
        if found := shutil.which(name):
            yield Chromium(Path(found))
    if (fetched := FETCHED / "chromium").is_file():
        libraries = {"LD_LIBRARY_PATH": str(FETCHED / "lib"), "FONTCONFIG_PATH": str(FETCHED)}
        yield Chromium(fetched, libraries)


def _answers(browser: Chromium) -> bool:
    try:
        return browser.evaluate("return new URL(data).host", "https://政务.cn/", timeout=30) == (
            "xn--zfr164b.cn"
        )
    except (OSError, NoAnswerError):
        return False


@contextlib.contextmanager
def _served(page: bytes, inbox: str) -> Iterator[tuple[str, list[bytes], threading.Event]]:
    answer: list[bytes] = []
    came = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply(200 if self.path == "/" else 404, page if self.path == "/" else b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._reply(204, b"")
            if self.path == inbox:
                answer.append(body)
                came.set()

        def _reply(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing of it on the terminal."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", answer, came
        finally:
            server.shutdown()


def _when_ended(browser: subprocess.Popen[bytes], tell: Callable[[], None]) -> None:
    browser.wait()
    tell()


def _last_words(profile: Path) -> str:
    return (profile / "stderr").read_text("utf-8", "replace")[-1000:]
