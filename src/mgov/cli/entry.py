"""Where the command `mgov` begins."""

from __future__ import annotations

import sys

from mgov.errors import MgovError

__all__ = ["main"]


def main() -> None:
    """Run the command with the arguments that it was called with.

    What is wrong with the input is said in one sentence and no traceback; the exit status is 1.

    Example:
        >>> import sys
        >>> from mgov.cli import main
        >>> before, sys.argv = sys.argv, ["mgov", "qr", "check", "https://www.gov.cn/"]
        >>> try:
        ...     main()
        ... except SystemExit as end:
        ...     print(end.code)
        ... finally:
        ...     sys.argv = before
        allowed https://www.gov.cn/
        This link leads to a Chinese government website.
        0
    """
    try:
        from mgov.cli.app import application  # noqa: PLC0415 # what it lacks is said below

        application()()
    except (MgovError, OSError) as error:
        print(f"mgov: {error}", file=sys.stderr)  # noqa: T201 # a command prints
        sys.exit(1)
