"""Renders people who hinge, squat and do neither, with every joint angle known exactly (``docs/truth.md``).

A development tool: it is not in the wheel. ``python -m truth --help`` with ``tools`` on the path, or ``make truth``.

The world has x to the person's left, -y forward and z up, in metres, with the floor at 0. Angles at the doors are in
degrees, inside in radians.
"""
