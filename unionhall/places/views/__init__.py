"""Pages of places: the worker's list and the door, the keeper's own, and the desk."""
