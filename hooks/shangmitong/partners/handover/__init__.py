"""A trade that goes from one county to another, as one zip."""
