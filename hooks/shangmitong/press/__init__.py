"""HTML to Typst to PDF."""
