"""Video files in and out; the only part that knows about containers, codecs and time stamps."""

from .probe import Clip, probe
from .read import MOST_FPS, Frames, read_frames
from .write import encode

__all__ = ["MOST_FPS", "Clip", "Frames", "encode", "probe", "read_frames"]
