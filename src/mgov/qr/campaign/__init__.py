"""Campaign tags: their form, the words a team has agreed on, and where a code stands."""
