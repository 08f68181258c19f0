package dev.acme.performance.operator;

import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.util.HashMap;
import java.util.Queue;

/** An in-process API server that knows who may stand for election. */
public final class MockElections {
    private static final String RIGHTS = """
            {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","metadata":{},"spec":{},
             "status":{"incomplete":false,"nonResourceRules":[],"resourceRules":[{
               "apiGroups":["coordination.k8s.io"],"resources":["leases"],"verbs":["get","create","update"]}]}}""";

    private MockElections() {}

    /** Started; the caller destroys it. */
    public static KubernetesMockServer server() {
        var answers = new HashMap<ServerRequest, Queue<ServerResponse>>();
        var server = new KubernetesMockServer(
                new Context(), new MockWebServer(), answers, new KubernetesMixedDispatcher(answers), false);
        server.init();
        server.expect()
                .post()
                .withPath("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews")
                .andReturn(201, RIGHTS)
                .always();
        return server;
    }
}
