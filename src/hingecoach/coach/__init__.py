"""People and their history, and what is made of it: what was practised, how it looked, what comes next."""
