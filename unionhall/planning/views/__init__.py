"""Pages of planning: networks, demand, circles, plans, each with its picture."""
