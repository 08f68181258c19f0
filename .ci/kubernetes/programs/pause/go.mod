module dev.acme.performance/ci/pause

go 1.24.0
