"""Files and streams to articles; the text is frozen from here on."""
