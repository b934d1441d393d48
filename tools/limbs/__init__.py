"""Teaches the small networks that read hip, knee and trunk (docs/pose_errors.md)."""
