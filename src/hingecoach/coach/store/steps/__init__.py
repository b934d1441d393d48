"""The steps from one form of the store to the next, for Alembic: ``versions/vNNNN_what.py``, counted up by one."""
