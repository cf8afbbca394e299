"""Taking a new version of the project into one that its owner has changed, with no git at hand."""
