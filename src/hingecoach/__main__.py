"""``python -m hingecoach`` is the command ``hingecoach``."""

from .cli import main

if __name__ == "__main__":
    main()
