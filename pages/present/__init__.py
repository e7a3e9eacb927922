"""นำเสนอ: the figures of an agency and year as a presentation, full screen."""
