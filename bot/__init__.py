"""Gapwise in Telegram: what a person sees, and when."""
