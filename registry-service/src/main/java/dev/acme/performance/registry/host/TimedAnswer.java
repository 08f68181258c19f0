package dev.acme.performance.registry.host;

import dev.acme.performance.registry.http.FrontAnswer;
import java.nio.ByteBuffer;
import java.util.Map;

/** An answer on its way, and what is counted of it: always what the client got. */
record TimedAnswer(FrontAnswer front, CallTimes times) {
    private static final int CLIENT_LEFT = 499;

    void refuse(HostProblem problem) {
        var json = problem.json();
        times.refused(problem.status());
        front.send(problem.status(), problem.headers(), sink -> sink.accept(ByteBuffer.wrap(json)));
    }

    /** Sends it; where it breaks off and nobody has said why, the client has left. */
    void send(int status, Map<String, String> headers, FrontAnswer.Body body) {
        try {
            front.send(status, headers, body);
        } catch (RuntimeException e) {
            times.brokeOff(CLIENT_LEFT);
            throw e;
        }
    }
}
