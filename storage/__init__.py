"""What is remembered: rows, repositories, the unit of work."""
