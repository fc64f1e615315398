"""The questions that dashboards ask, timed as the database answers them, over HTTP, and beside Datasette."""
