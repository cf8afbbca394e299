"""Facts and wording to pages, navigation and the list of prints."""
