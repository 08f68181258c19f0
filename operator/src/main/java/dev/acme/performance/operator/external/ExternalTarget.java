package dev.acme.performance.operator.external;

import dev.acme.performance.crds.Load;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.MetricsPage;
import dev.acme.performance.exchange.Verify;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service that an administrator lets runs measure, and the one request that its clients send.
 *
 * @param url {@code http://HOST[:PORT]}
 * @param secretHeaders whose values lie in Secrets of the run's namespace
 */
public record ExternalTarget(
        String name,
        String url,
        String path,
        String method,
        Map<String, String> headers,
        List<SecretHeader> secretHeaders,
        Optional<String> body,
        Answer answer,
        Optional<MetricsPage> metrics) {

    public ExternalTarget {
        headers = Map.copyOf(headers);
        secretHeaders = List.copyOf(secretHeaders);
    }

    /** A header's name, and the key of a Secret that holds its value. */
    public record SecretHeader(String header, String secret, String key) {}

    /** What every answer must be; its body may be any where neither size nor hash are given. */
    public record Answer(int status, Optional<Long> sizeBytes, Optional<String> sha256) {
        /** A success, whatever it says. */
        public static final Answer ANY = new Answer(LoadProfile.OK, Optional.empty(), Optional.empty());

        private boolean isAnyBody() {
            return sizeBytes.isEmpty() && sha256.isEmpty();
        }

        /** A size alone is all that can be held against a body. */
        private Verify verify(Verify asked) {
            return sha256.isPresent() ? asked : Verify.LENGTH;
        }
    }

    /** What the load generator is told. Throws {@link dev.acme.performance.exchange.BadProfile} where it cannot be asked so. */
    public LoadProfile profile(int clients, Load load) {
        // no redirectTo: it would lead to where no administrator has sent anybody
        return load.profile(clients)
                .path(path)
                .sizeBytes(answer.sizeBytes().orElse(null))
                .sha256(answer.sha256().orElse(null))
                .verify(answer.verify(load.verify()))
                .method(method)
                .headers(headers)
                .body(body.orElse(null))
                .status(answer.status())
                .anyBody(answer.isAnyBody())
                .metrics(metrics.orElse(null))
                .build();
    }
}
