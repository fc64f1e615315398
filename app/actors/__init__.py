"""A desk's own table of actors: rows from a file or from Wikidata, checked, merged, kept. See docs/actors.md."""
