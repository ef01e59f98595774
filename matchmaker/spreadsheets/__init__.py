"""Tables that come from outside and go outside: read with suspicion, matched to fields, written safely."""
