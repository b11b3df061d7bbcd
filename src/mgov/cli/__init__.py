"""The command `mgov`: the rooms of the library for those who work in a terminal."""

from mgov.cli.entry import main

__all__ = ["main"]
