"""The 2017 record of palm government: its facts, as models, what follows, and a page of it all."""
