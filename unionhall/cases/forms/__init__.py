"""Forms: shape and clean input of what people write about cases; they never save."""
