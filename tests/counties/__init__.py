"""Tests of the room counties."""
