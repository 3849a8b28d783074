"""What every page must hold in a real browser: access, language, weight."""
