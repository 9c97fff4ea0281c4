"""Instants, zones and spans: time on integers, with one door to the types that people use."""
