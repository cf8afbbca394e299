"""`python -m shangmitong`."""

from .cli.main import leave

if __name__ == "__main__":
    leave()
