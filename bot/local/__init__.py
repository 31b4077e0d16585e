"""The local chat: a Bot API server on loopback and a web page beside it, to try and to test the bot without Telegram."""
