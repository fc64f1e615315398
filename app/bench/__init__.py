"""A made-up decade of news, as large as wanted, for measuring: pure and seeded but for the loading."""
