"""Tests of the room press."""
