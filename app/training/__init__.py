"""Training of the learned parts: reads annotated articles, writes the weight files that extraction ships."""
