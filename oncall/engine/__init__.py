"""Schedule arithmetic on integers; it knows people and layers by number only."""
