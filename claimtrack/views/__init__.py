"""Tables, exports and pages made from values."""
