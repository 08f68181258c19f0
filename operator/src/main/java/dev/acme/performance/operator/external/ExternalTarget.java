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
        return new LoadProfile(
                clients,
                path,
                answer.sizeBytes().orElse(null),
                answer.sha256().orElse(null),
                null,
                load.mode(),
                load.requestsPerClient(),
                load.durationSeconds(),
                load.ratePerSecond(),
                load.thinkTimeMs(),
                load.warmupSeconds(),
                load.timeoutSeconds(),
                answer.verify(load.verify()),
                load.seed(),
                method,
                headers,
                body.orElse(null),
                answer.status(),
                answer.isAnyBody(),
                // a redirect would lead to where no administrator has sent anybody
                null,
                metrics.orElse(null));
    }
}
