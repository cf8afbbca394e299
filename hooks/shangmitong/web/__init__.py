"""The only room that imports mkdocs: events, settings, messages, publishing."""
