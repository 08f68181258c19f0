package dev.acme.performance.operator.web.cluster;

import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.http.Problem.FieldError;
import dev.acme.performance.operator.web.http.Problem.Kind;
import dev.acme.performance.operator.web.http.Refusal;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an answer of the API server means to a client. */
final class ClusterProblems {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterProblems.class);
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;
    private static final int RETRY_SECONDS = 5;
    private static final int MOST_ERRORS = 32;
    private static final int LONGEST = 512;

    private ClusterProblems() {}

    static Refusal of(KubernetesClientException e) {
        return problem(e).refusal();
    }

    /** What the operator itself may not read is not there for its users: a namespace that it does not watch. */
    static Refusal ofRead(KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
            LOG.warn("the operator may not read what a user may: {}", e.getMessage());
            return Problem.notFound().refusal();
        }
        return of(e);
    }

    static Problem problem(KubernetesClientException e) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND -> Problem.notFound();
            case HttpURLConnection.HTTP_CONFLICT -> Problem.of(Kind.CONFLICT, "an object of this name exists");
            case HttpURLConnection.HTTP_BAD_REQUEST -> refused(Kind.BAD_REQUEST, e);
            // the user's right was asked before: this is a quota, an admission policy, or a namespace that ends
            case HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE -> refused(Kind.UNPROCESSABLE, e);
            case TOO_MANY ->
                Problem.of(Kind.UNAVAILABLE, "the API server is busy").retryAfter(RETRY_SECONDS);
            default -> {
                LOG.warn("the API server failed code={} message={}", e.getCode(), e.getMessage());
                yield Problem.of(Kind.UNAVAILABLE, "the API server does not answer as it should")
                        .retryAfter(RETRY_SECONDS);
            }
        };
    }

    private static Problem refused(Kind kind, KubernetesClientException e) {
        return Problem.ofFields(kind, sentence(e), errors(e));
    }

    private static List<FieldError> errors(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus()).map(Status::getDetails).map(it -> it.getCauses()).stream()
                .flatMap(List::stream)
                .limit(MOST_ERRORS)
                .map(cause -> new FieldError(text(cause.getField()), shortened(text(cause.getMessage()))))
                .toList();
    }

    private static String sentence(KubernetesClientException e) {
        return shortened(Optional.ofNullable(e.getStatus())
                .map(Status::getMessage)
                .orElse("the API server refuses this without saying why")
                .replaceFirst("^PerformanceRun\\S* \"[^\"]*\" is invalid: ", ""));
    }

    private static String text(String value) {
        return Optional.ofNullable(value).orElse("");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
