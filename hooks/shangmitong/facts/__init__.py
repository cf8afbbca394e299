"""YAML files to one frozen, checked project."""
