"""The question bank and the science of measuring; imports nothing of ours."""
