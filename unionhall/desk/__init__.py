"""Signed-in homes and pages that gather what other modules offer. It holds no data of its own."""
