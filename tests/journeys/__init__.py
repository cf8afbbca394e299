"""Tests that build the sample or run commands, as a user does."""
