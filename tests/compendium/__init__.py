"""Tests of the room compendium."""
