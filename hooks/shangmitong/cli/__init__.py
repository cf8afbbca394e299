"""The words of the command line and the JSON Schema."""
