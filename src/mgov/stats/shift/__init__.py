"""From which channels uses move to which."""
