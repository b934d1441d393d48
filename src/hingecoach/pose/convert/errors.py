"""What can go wrong while the networks are made."""


class NetworksError(Exception):
    """The networks cannot be made; the message is one line: what is wrong and what to do."""
