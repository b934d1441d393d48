"""Trains the learned measure of the back on rendered people; `make train` runs it. Not part of the package."""
