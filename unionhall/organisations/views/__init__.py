"""Pages of the register of bodies, places and employers."""
