"""Runs what the questions claim: snippets on real engines, in a closed room, held against keys, options and near answers."""
