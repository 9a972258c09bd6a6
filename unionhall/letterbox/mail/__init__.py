"""Reading e-mail written by anybody, friend or foe: plain Python, no database, nothing fetched, nothing opened."""
