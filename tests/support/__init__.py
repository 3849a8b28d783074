"""The real parts that tests stand on: databases, server, mail, browser."""
