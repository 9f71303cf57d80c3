# What CI runs.
check:
    .ci/run

# Reads the snapshots that changed.
review:
    cargo insta review
