"""Writes ``docs/accuracy.md``: every figure of the page from one command (``make accuracy``)."""
