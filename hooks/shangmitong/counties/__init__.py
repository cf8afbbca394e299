"""Many counties at once: each is built in a process of its own, here or on a cluster, and kept until its input changes."""


class CountiesError(RuntimeError):
    """Raised when no county can be built at all; the message is for the user."""
