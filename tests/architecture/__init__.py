"""Tests about the shape of the code, so that a slip in it fails by itself."""
