"""What the coach does, without a word of Telegram: each use case works in the transaction it is given and returns what happened."""
