"""Tests that belong to no single module: the shape of the code, the permission matrix, journeys in a browser."""
