"""The PDF of the whole site, through mkdocs-with-pdf and WeasyPrint."""
