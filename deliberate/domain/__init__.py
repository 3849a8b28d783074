"""The rules of deliberation: standard library only, pure, with the time passed in."""
