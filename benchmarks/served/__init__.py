"""The product as it is served, and somebody who uses it, for benchmarks that go through HTTP."""
