"""Sentences from numbers: what stands where, and why, the same on screen and on paper."""
