"""What was found to how much of it is right: gold articles, answers to them, and the counts between the two.

Pure functions. Who answers (the extraction, or a file of predictions) is joined in ``claimtrack.cli.evaluate``.
"""
