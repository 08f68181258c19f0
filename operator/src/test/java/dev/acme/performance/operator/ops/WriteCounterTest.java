package dev.acme.performance.operator.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteCounterTest {
    @ParameterizedTest
    @CsvSource({
        "/api/v1/namespaces/x/pods/y, pods",
        "/api/v1/namespaces/x/pods, pods",
        "/api/v1/namespaces/x, namespaces",
        "/apis/batch/v1/namespaces/x/jobs/y, jobs",
        "/apis/performance.acme.dev/v1alpha1/namespaces/x/performanceruns/y/status, performanceruns/status",
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions, customresourcedefinitions",
        "/version, other"
    })
    void aPathNamesItsResource(String path, String resource) {
        assertThat(WriteCounter.resource(path)).isEqualTo(resource);
    }
}
