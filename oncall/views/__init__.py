"""What a person looks at. Only the modules that draw import rich, so that a short answer does not pay for it."""
