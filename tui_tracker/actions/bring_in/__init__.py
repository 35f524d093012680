"""What comes in: other files, return forms, a second laptop, what is said at a station."""
