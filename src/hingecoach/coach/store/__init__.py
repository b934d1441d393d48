"""Where people and their history are kept. Loads SQLAlchemy: import it inside functions."""

from .place import data_folder
from .store import Store, open_store

__all__ = ["Store", "data_folder", "open_store"]
