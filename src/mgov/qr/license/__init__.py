"""Codes of electronic licenses: their form is data, and persons stay masked."""
