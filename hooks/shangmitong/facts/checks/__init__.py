"""Checks over the facts that no single value can answer."""
