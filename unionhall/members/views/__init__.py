"""Pages of joining and moving: the link of a union, one's own membership, the desk of those who keep members."""
