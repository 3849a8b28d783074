"""The ways that people take through the site, in a real browser, as the design tells them."""
