"""Draws with OpenGL (EGL, no screen): the still room once, and over it in each frame the people and what moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import moderngl
import numpy as np

from hingecoach.types import Bytes, Floats

from . import shaders
from .dress import Dressed, Skin
from .mirror import Mirror
from .scene import Light
from .weave import weave

SAMPLES = 4
SHADOW_SIZE = 512
SHADOW_HEIGHT = 0.003
"""Metres over the floor at which its shadows are drawn."""
_THING = ("3f 3f 2f 4f", "place", "normal", "pattern", "paint")
_ONLY_PLACE = ("3f 36x", "place")


@dataclass(slots=True)
class Thing:
    """A mesh on the graphics card: for the room, for what moves, and its depth alone."""

    buffer: moderngl.Buffer
    still: moderngl.VertexArray
    moving: moderngl.VertexArray
    depth: moderngl.VertexArray

    def release(self) -> None:
        """Give the memory back."""
        for x in (self.still, self.moving, self.depth, self.buffer):
            x.release()


@dataclass(slots=True)
class Actor:
    """A dressed person on the graphics card; only ``place`` and ``normal`` are sent again for each frame."""

    place: moderngl.Buffer
    normal: moderngl.Buffer
    rest: list[moderngl.Buffer]
    painted: moderngl.VertexArray
    depth: moderngl.VertexArray
    paint: dict[str, object]

    def pose(self, place: Skin, normal: Skin) -> None:
        """Put the skin where it is in this frame."""
        self.place.write(place.astype("f4").tobytes())
        self.normal.write(normal.astype("f4").tobytes())

    def release(self) -> None:
        """Give the memory back."""
        self.painted.release()
        self.depth.release()
        for x in (self.place, self.normal, *self.rest):
            x.release()


@dataclass(frozen=True, slots=True)
class View:
    """What the camera sees: the matrix to the screen, where the camera is, and a mirror, if there is one."""

    to_screen: Floats
    eye: Floats
    mirror: Mirror | None = None


@cache
def _context() -> moderngl.Context:
    """Open OpenGL once: with two contexts in one process, calls would go to the one that was made last."""
    try:
        return moderngl.create_context(standalone=True, backend="egl")  # type: ignore[arg-type]
    except Exception as e:
        raise RuntimeError("No OpenGL over EGL here; install libegl1, libegl-mesa0 and libgl1-mesa-dri.") from e


class Raster:
    """A picture of a fixed size that people and things are drawn into.

    Raises
    ------
    RuntimeError
        There is no OpenGL 3.3 over EGL on this machine.
    """

    def __init__(self, width: int, height: int) -> None:
        self._gl = _context()
        gl, size = self._gl, (width, height)
        self.size = size
        self._still = self._target(SAMPLES)
        self._work = self._target(SAMPLES)
        self._out = gl.framebuffer([gl.renderbuffer(size, 3)])
        self._shadow_map = gl.depth_texture((SHADOW_SIZE, SHADOW_SIZE))
        self._shadow_map.compare_func = "<="
        self._shadow_map.repeat_x = self._shadow_map.repeat_y = False
        self._shadows = gl.framebuffer(depth_attachment=self._shadow_map)
        self._body_program = gl.program(shaders.BODY_VERTEX, shaders.BODY_FRAGMENT)
        self._still_program = gl.program(shaders.THING_VERTEX, shaders.STILL_FRAGMENT)
        self._moving_program = gl.program(shaders.THING_VERTEX, shaders.MOVING_FRAGMENT)
        self._depth_program = gl.program(shaders.DEPTH_VERTEX, shaders.DEPTH_FRAGMENT)
        self._floor_program = gl.program(shaders.DEPTH_VERTEX, shaders.FLOOR_FRAGMENT)
        self._lit = (self._body_program, self._still_program, self._moving_program, self._floor_program)
        self._floor = self._shadowed(np.array([[-3.0, -4.0], [3.0, -4.0], [3.0, 4.0], [-3.0, 4.0]]))
        self._mirrored: moderngl.VertexArray | None = None
        self._to_sun = np.eye(4)

    def _target(self, samples: int) -> moderngl.Framebuffer:
        gl = self._gl
        return gl.framebuffer(
            [gl.renderbuffer(self.size, 3, samples=samples)], gl.depth_renderbuffer(self.size, samples=samples)
        )

    def _shadowed(self, corners: Floats) -> moderngl.VertexArray:
        """Make the part of the floor with these four corners (4, 2) ready to take shadows."""
        points = np.column_stack([corners, np.full(4, SHADOW_HEIGHT)])[[0, 1, 2, 0, 2, 3]]
        buffer = self._gl.buffer(points.astype("f4").tobytes())
        return self._gl.vertex_array(self._floor_program, [(buffer, "3f", "place")])

    def thing(self, mesh: Floats) -> Thing:
        """Upload a mesh."""
        gl = self._gl
        b = gl.buffer(mesh.astype("f4").tobytes())
        return Thing(
            b,
            gl.vertex_array(self._still_program, [(b, *_THING)]),
            gl.vertex_array(self._moving_program, [(b, *_THING)]),
            gl.vertex_array(self._depth_program, [(b, *_ONLY_PLACE)]),
        )

    def actor(self, person: Dressed) -> Actor:
        """Upload a dressed person."""
        gl = self._gl
        n, at_rest = len(person.region), person.rig.shape.vertices
        place, normal = (gl.buffer(reserve=n * 12, dynamic=True) for _ in range(2))
        rest, region, cloth, faces = (
            gl.buffer(x.tobytes())
            for x in (
                at_rest.astype("f4"), person.region.astype("f4"), weave(at_rest).astype("f4"),
                person.rig.faces.astype("i4"),
            )
        )  # fmt: skip
        streams = [
            (place, "3f", "place"), (normal, "3f", "normal"), (rest, "3f", "rest"), (region, "4f", "region"),
            (cloth, "4f", "weave"),
        ]  # fmt: skip
        painted = gl.vertex_array(self._body_program, streams, faces)
        depth = gl.vertex_array(self._depth_program, [(place, "3f", "place")], faces)
        return Actor(place, normal, [rest, region, cloth, faces], painted, depth, person.paint())

    def light(self, light: Light, centre: Floats) -> None:
        """Set the light; its shadows reach 2 m around ``centre``."""
        self._to_sun = light.to_sun(centre)
        for program in self._lit:
            for name, value in light.uniforms().items():
                _set(program, name, value)
            _matrix(program, "to_sun", self._to_sun)
            _set(program, "shadow_map", 3)
        _set(self._floor_program, "strength", light.shadow)

    def room(self, things: Sequence[Thing], mirrored: Sequence[Thing], view: View) -> None:
        """Draw what stays still, once for all frames of a fixed camera; ``mirrored`` is what the mirror shows of it."""
        self._shadows.use()
        self._shadows.clear(depth=1.0)
        self._shadow_map.use(3)
        self._gl.enable(moderngl.DEPTH_TEST)
        self._still.use()
        self._still.clear(0.5, 0.6, 0.7, depth=1.0)
        self._look(view.to_screen, view.eye)
        _matrix(self._still_program, "model", np.eye(4))
        for t in things:
            t.still.render()
        self._mirrored = None
        if view.mirror is not None:
            self._mirrored = self._shadowed(view.mirror.floor)
            self._look(view.to_screen @ view.mirror.reflect, view.eye)
            for t in mirrored:
                t.still.render()

    def _look(self, to_screen: Floats, eye: Floats) -> None:
        for program in self._lit:
            _matrix(program, "to_screen", to_screen)
            _set(program, "eye", tuple(eye))

    def frame(self, actors: Sequence[Actor], moving: Sequence[tuple[Thing, Floats]], view: View) -> Bytes:
        """Draw one frame over the room; the picture has shape (height, width, 3)."""
        self._cast_shadows(actors, moving)
        gl = self._gl
        gl.copy_framebuffer(self._work, self._still)
        self._work.use()
        self._shadow_map.use(3)
        self._look(view.to_screen, view.eye)
        self._shade(self._floor)
        self._draw(actors, moving, "back")
        if view.mirror is not None and self._mirrored is not None:
            self._look(view.to_screen @ view.mirror.reflect, view.eye)
            self._shade(self._mirrored)
            self._draw(actors, moving, "front")
        gl.copy_framebuffer(self._out, self._work)
        return self._read(self._out)

    def _shade(self, floor: moderngl.VertexArray) -> None:
        """Darken the floor where shadows fall."""
        gl = self._gl
        gl.enable(moderngl.BLEND)
        gl.blend_func = moderngl.ZERO, moderngl.SRC_COLOR
        _matrix(self._floor_program, "model", np.eye(4))
        floor.render()
        gl.disable(moderngl.BLEND)

    def _draw(self, actors: Sequence[Actor], moving: Sequence[tuple[Thing, Floats]], hidden: str) -> None:
        """Draw people and loads; ``hidden`` is the side of the people's triangles that is not seen."""
        gl = self._gl
        gl.enable(moderngl.CULL_FACE)
        gl.cull_face = hidden
        for a in actors:
            for name, value in a.paint.items():
                _set(self._body_program, name, value)
            a.painted.render()
        gl.disable(moderngl.CULL_FACE)
        for thing, where in moving:
            _matrix(self._moving_program, "model", where)
            thing.moving.render()

    def _cast_shadows(self, actors: Sequence[Actor], moving: Sequence[tuple[Thing, Floats]]) -> None:
        self._gl.enable(moderngl.DEPTH_TEST)
        self._shadows.use()
        self._shadows.clear(depth=1.0)
        _matrix(self._depth_program, "to_screen", self._to_sun)
        _matrix(self._depth_program, "model", np.eye(4))
        for a in actors:
            a.depth.render()
        for thing, where in moving:
            _matrix(self._depth_program, "model", where)
            thing.depth.render()

    def _read(self, source: moderngl.Framebuffer) -> Bytes:
        width, height = self.size
        flat = np.frombuffer(source.read(components=3, alignment=1), np.uint8)
        return flat.reshape(height, width, 3)[::-1]


def _set(program: moderngl.Program, name: str, value: object) -> None:
    """Set a uniform, unless the compiler found that it is not used."""
    if name in program:
        program[name].value = value  # type: ignore[union-attr]


def _matrix(program: moderngl.Program, name: str, m: Floats) -> None:
    if name in program:
        program[name].write(m.T.astype("f4").tobytes())  # type: ignore[union-attr]
