"""Measures: one definition as data, and what measures lists of records by it."""
