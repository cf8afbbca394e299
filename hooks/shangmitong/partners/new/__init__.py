"""A new trade or county: questions in, a commented YAML file with its gaps marked out."""
