"""What the person holds: pure judgement from what was seen (here), and the looking itself (``seek``, with pictures)."""
