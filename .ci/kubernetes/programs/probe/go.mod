module dev.acme.performance/ci/probe

go 1.24.0
