//! Benchmarks stand in `benches/benches`; this package has nothing else.
