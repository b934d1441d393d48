"""Teaches the small network that reads the camera's angle (docs/view.md)."""
