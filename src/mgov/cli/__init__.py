"""The command `mgov`: the rooms of the library for those who work in a terminal."""

from mgov.cli.main import main

__all__ = ["main"]
