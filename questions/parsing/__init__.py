"""From the text of the bank's YAML files to the dataclasses of the model, every problem reported with its line; no files here."""
