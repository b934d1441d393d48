"""Calibrates the stated errors of the angles on rendered people (``make errors``)."""
