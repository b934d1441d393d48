"""What a cue needs in sight: what the picture cannot show, or not at that moment, is refused with the reason."""

import math

from ..errors import NotSeenError
from ..types import Rep, View
from ..uncertainty import TO_SD


def require_view(view: View, azimuth: tuple[float, float] | None) -> None:
    """Refuse a view from which a cue cannot be read.

    Parameters
    ----------
    azimuth
        Degrees in front of and behind the true side view up to which the cue can be read; None for any view.

    Raises
    ------
    NotSeenError
        The camera more probably stands beyond those angles than within them; the reason says how to film.
    """
    if azimuth is None:
        return
    if view.label in ("front", "back"):
        where = "the front" if view.label == "front" else "behind"
        raise NotSeenError(f"filmed from {where}, which does not show this; film square from the side, at hip height")
    if math.isnan(view.azimuth):
        if min(azimuth) < 10:  # noqa: PLR2004  a cue that bears so little turn must know the angle
            raise NotSeenError(
                "the camera's angle could not be told; film square from the side, the whole body in view"
            )
        return
    if beyond(view, *azimuth) > 0.5:  # noqa: PLR2004  more probably out than in
        raise NotSeenError(f"{_where(view, azimuth[0] if view.azimuth > 0 else azimuth[1])}. Film square from the side")


def require_top(rep: Rep) -> None:
    """Refuse what is read at the top of a repetition.

    Raises
    ------
    NotSeenError
        The top was not seen.
    """
    if not rep.topped:
        raise NotSeenError("the top of this repetition was not seen")


def require_way_down(rep: Rep) -> None:
    """Refuse what is read over the whole way down of a repetition.

    Raises
    ------
    NotSeenError
        Not all of the way down is in the clip.
    """
    if not rep.lowered:
        raise NotSeenError("the clip does not show all of the way down")


def _where(view: View, most: float) -> str:
    """Say where the camera stood, or may have stood where its angle is told within the limit and not surely enough."""
    off = abs(round(view.azimuth, 1))  # as it is told
    side = f"{'in front of' if view.azimuth > 0 else 'behind'} the side view"
    if off < most:
        read = f"read {off:.0f} ± {view.azimuth_error:.0f} degrees {side}"
        return f"it is not sure enough that the camera stood within {most:.0f} degrees of the side view ({read})"
    about = f"about {off:.0f}" if off >= most + 1 else f"a little more than {most:.0f}"
    return f"the camera stood {about} degrees {side}; this can be read up to {most:.0f}"


def beyond(view: View, front: float, rear: float) -> float:
    """Give the probability that the camera stands further off the side view than allowed, 0 to 1.

    >>> round(beyond(View("side", "left", 20.0, 5.0), 20.0, 30.0), 2)
    0.5
    """
    sd = max(view.azimuth_error if math.isfinite(view.azimuth_error) else 0.0, 1e-6) / TO_SD
    return _above((view.azimuth - front) / sd) + _above((-rear - view.azimuth) / sd)


def _above(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))
