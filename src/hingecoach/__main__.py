"""``python -m hingecoach`` is the command ``hingecoach``; this is where both begin."""

import sys


def main() -> None:
    """Run the command line. Ctrl-C while it is being loaded ends it as it does later: with one word.

    Raises
    ------
    SystemExit
        With the exit status.
    """
    try:
        from .cli import main as command  # noqa: PLC0415  (this is what takes its time)

        command()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            print("hingecoach: Stopped.", file=sys.stderr)  # noqa: T201
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
