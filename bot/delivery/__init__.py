"""Delivery: updates come in once and are kept until handled; what is to be said goes out within Telegram's limits."""
