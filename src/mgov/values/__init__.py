"""Values: what every model is made of, from figures to links and personal data."""
