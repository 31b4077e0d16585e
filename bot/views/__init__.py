"""A use case's result turned into text, keyboard and picture; pure."""
