"""Who comes back: retention of cohorts, as a table and as a curve."""
