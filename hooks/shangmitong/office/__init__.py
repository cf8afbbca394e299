"""Word and Excel files that a firm fills in, made from the same facts as the pages."""
