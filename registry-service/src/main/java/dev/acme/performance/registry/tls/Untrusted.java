package dev.acme.performance.registry.tls;

import java.util.Optional;

/** A server that cannot be believed; not an IOException, because the SDK would only ask it again. */
public final class Untrusted extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Untrusted(String message, Throwable cause) {
        super(message, cause);
    }

    /** Of an endpoint of S3 or DynamoDB, where that is why it failed. */
    public static Optional<Untrusted> of(Throwable failure, String server, Trust trust) {
        return TlsFault.of(failure)
                .map(fault -> new Untrusted(
                        fault.told(
                                server,
                                "name its certificate (PEM) in AWS_CA_BUNDLE, in a cluster as ca.crt of the Secret with the"
                                        + " credentials; trusted are " + trust),
                        failure));
    }
}
