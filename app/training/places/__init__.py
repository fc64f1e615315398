"""Fitting the weights by which names are taken for places and told apart."""
