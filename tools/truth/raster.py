"""Draws with OpenGL (EGL, no screen): the still room once, and over it in each frame the person and what moves."""

from dataclasses import dataclass, field
from functools import cache

import moderngl
import numpy as np
import numpy.typing as npt

from hingecoach.types import Bytes, Floats

from . import shaders
from .dress import Dressed
from .scene import Light

SAMPLES = 4
SHADOW_SIZE = 512
Skin = npt.NDArray[np.float32]
_THING = ("3f 3f 2f 4f", "place", "normal", "pattern", "paint")
_ONLY_PLACE = ("3f 36x", "place")


@dataclass(slots=True)
class Thing:
    """A mesh on the graphics card."""

    buffer: moderngl.Buffer
    painted: moderngl.VertexArray
    depth: moderngl.VertexArray

    def release(self) -> None:
        """Give the memory back."""
        for x in (self.painted, self.depth, self.buffer):
            x.release()


@dataclass(slots=True)
class _BodyBuffers:
    place: moderngl.Buffer
    normal: moderngl.Buffer
    kept: list[moderngl.Buffer] = field(default_factory=list)
    painted: moderngl.VertexArray | None = None
    depth: moderngl.VertexArray | None = None


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
        self._mask = gl.framebuffer([gl.renderbuffer(size, 3)], gl.depth_renderbuffer(size))
        self._shadow_map = gl.depth_texture((SHADOW_SIZE, SHADOW_SIZE))
        self._shadow_map.compare_func = "<="
        self._shadow_map.repeat_x = self._shadow_map.repeat_y = False
        self._shadows = gl.framebuffer(depth_attachment=self._shadow_map)
        self._body_program = gl.program(shaders.BODY_VERTEX, shaders.BODY_FRAGMENT)
        self._thing_program = gl.program(shaders.THING_VERTEX, shaders.THING_FRAGMENT)
        self._depth_program = gl.program(shaders.DEPTH_VERTEX, shaders.DEPTH_FRAGMENT)
        self._floor_program = gl.program(shaders.DEPTH_VERTEX, shaders.FLOOR_FRAGMENT)
        corners = np.array(
            [[-3, -4, 0.003], [3, -4, 0.003], [3, 4, 0.003], [-3, -4, 0.003], [3, 4, 0.003], [-3, 4, 0.003]]
        )
        floor = gl.buffer(corners.astype("f4").tobytes())
        self._floor = gl.vertex_array(self._floor_program, [(floor, "3f", "place")])
        self._body: _BodyBuffers | None = None
        self._to_sun = np.eye(4)

    def _target(self, samples: int) -> moderngl.Framebuffer:
        gl = self._gl
        return gl.framebuffer(
            [gl.renderbuffer(self.size, 3, samples=samples)], gl.depth_renderbuffer(self.size, samples=samples)
        )

    def thing(self, mesh: Floats) -> Thing:
        """Upload a mesh."""
        gl = self._gl
        b = gl.buffer(mesh.astype("f4").tobytes())
        return Thing(
            b,
            gl.vertex_array(self._thing_program, [(b, *_THING)]),
            gl.vertex_array(self._depth_program, [(b, *_ONLY_PLACE)]),
        )

    def dress(self, person: Dressed) -> None:
        """Upload a dressed person; only what moves is sent again for each frame."""
        gl = self._gl
        if self._body is not None:
            for x in (self._body.painted, self._body.depth, self._body.place, self._body.normal, *self._body.kept):
                if x is not None:
                    x.release()
        n = len(person.region)
        b = _BodyBuffers(gl.buffer(reserve=n * 12, dynamic=True), gl.buffer(reserve=n * 12, dynamic=True))
        rest, region, faces = (
            gl.buffer(x.tobytes())
            for x in (person.rig.shape.vertices.astype("f4"), person.region.astype("f4"), person.rig.faces.astype("i4"))
        )
        b.kept = [rest, region, faces]
        streams = [(b.place, "3f", "place"), (b.normal, "3f", "normal"), (rest, "3f", "rest"), (region, "4f", "region")]
        b.painted = gl.vertex_array(self._body_program, streams, faces)
        b.depth = gl.vertex_array(self._depth_program, [(b.place, "3f", "place")], faces)
        self._body = b
        for name, value in person.paint().items():
            _set(self._body_program, name, value)

    def light(self, light: Light, centre: Floats) -> None:
        """Set the light; its shadows reach 2 m around ``centre``."""
        self._to_sun = light.to_sun(centre)
        for program in (self._body_program, self._thing_program, self._floor_program):
            for name, value in light.uniforms().items():
                _set(program, name, value)
            _matrix(program, "to_sun", self._to_sun)
            _set(program, "shadow_map", 3)
        _set(self._floor_program, "strength", light.shadow)

    def room(self, things: list[Thing], to_screen: Floats, eye: Floats) -> None:
        """Draw what stays still, once for all frames of a fixed camera."""
        self._shadows.use()
        self._shadows.clear(depth=1.0)
        self._shadow_map.use(3)
        self._gl.enable(moderngl.DEPTH_TEST)
        self._still.use()
        self._still.clear(0.5, 0.6, 0.7, depth=1.0)
        self._look(to_screen, eye)
        _matrix(self._thing_program, "model", np.eye(4))
        for t in things:
            t.painted.render()

    def _look(self, to_screen: Floats, eye: Floats) -> None:
        for program in (self._body_program, self._thing_program, self._floor_program):
            _matrix(program, "to_screen", to_screen)
            _set(program, "eye", tuple(eye))

    def frame(
        self, place: Skin, normal: Skin, moving: list[tuple[Thing, Floats]], to_screen: Floats, eye: Floats
    ) -> Bytes:
        """Draw one frame over the room; the picture has shape (height, width, 3)."""
        b = self._body
        if b is None or b.painted is None or b.depth is None:
            raise RuntimeError("dress a person first")
        b.place.write(place.astype("f4").tobytes())
        b.normal.write(normal.astype("f4").tobytes())
        self._cast_shadows(b.depth, moving)
        gl = self._gl
        gl.copy_framebuffer(self._work, self._still)
        self._work.use()
        self._shadow_map.use(3)
        self._look(to_screen, eye)
        gl.enable(moderngl.BLEND)
        gl.blend_func = moderngl.ZERO, moderngl.SRC_COLOR
        _matrix(self._floor_program, "model", np.eye(4))
        self._floor.render()
        gl.disable(moderngl.BLEND)
        gl.enable(moderngl.CULL_FACE)
        b.painted.render()
        gl.disable(moderngl.CULL_FACE)
        for thing, where in moving:
            _matrix(self._thing_program, "model", where)
            thing.painted.render()
        gl.copy_framebuffer(self._out, self._work)
        return self._read(self._out)

    def _cast_shadows(self, body: moderngl.VertexArray, moving: list[tuple[Thing, Floats]]) -> None:
        self._gl.enable(moderngl.DEPTH_TEST)
        self._shadows.use()
        self._shadows.clear(depth=1.0)
        _matrix(self._depth_program, "to_screen", self._to_sun)
        _matrix(self._depth_program, "model", np.eye(4))
        body.render()
        for thing, where in moving:
            _matrix(self._depth_program, "model", where)
            thing.depth.render()

    def mask(self, moving: list[tuple[Thing, Floats]], to_screen: Floats) -> Bytes:
        """Draw where the person of the last frame is seen: 255, else 0, shape (height, width)."""
        if self._body is None or self._body.depth is None:
            raise RuntimeError("dress a person first")
        self._mask.use()
        self._mask.clear(0.0, 0.0, 0.0, depth=1.0)
        _matrix(self._depth_program, "to_screen", to_screen)
        for vao, where, colour in [
            (self._body.depth, np.eye(4), (1.0, 1.0, 1.0, 1.0)),
            *((t.depth, m, (0.0, 0.0, 0.0, 1.0)) for t, m in moving),
        ]:
            _matrix(self._depth_program, "model", where)
            _set(self._depth_program, "colour", colour)
            vao.render()
        return np.ascontiguousarray(self._read(self._mask)[..., 0])

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
