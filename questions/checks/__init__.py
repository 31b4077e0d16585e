"""What must be so of the bank's content beyond its structure: form, likeness, cues, coverage. Pure, over what the loader read."""
