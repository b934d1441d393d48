"""Where people and their history are kept. Loads SQLAlchemy: import it inside functions."""

from .store import Store, open_store

__all__ = ["Store", "open_store"]
