"""Makes the ONNX networks that hingecoach ships, from the original files in two public packages.

``python -m networks FOLDER`` (with ``tools`` on the path) does the whole job; the build hook calls :func:`make`.
"""

from .make import make

__all__ = ["make"]
