package dev.acme.performance.registry.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why a server cannot be believed, or not be talked to: asking again does not help, a person does. */
public enum TlsFault {
    NOT_VALID_NOW("shows a certificate that has expired or is not valid yet: renew it, or set this machine's clock"),
    UNKNOWN_AUTHORITY("shows a certificate of an authority that is not trusted: "),
    OTHER_NAME(
            "shows a certificate for another name: give its URL the certificate's name, or it a certificate for this one"),
    NO_TLS("speaks no TLS there: name its TLS port, or ask for a plain connection");

    private static final int DEEPEST = 8;
    /** Of the JDK's sockets; it is not translated. */
    private static final String NO_RECORD = "Unsupported or unrecognized SSL message";

    private final String words;

    TlsFault(String words) {
        this.words = words;
    }

    /** What lies behind a failure, if it is one of these; a connection that merely broke is not. */
    public static Optional<TlsFault> of(Throwable failure) {
        var causes = Stream.iterate(Optional.of(failure), Optional::isPresent, it -> it.map(Throwable::getCause))
                .limit(DEEPEST)
                .flatMap(Optional::stream)
                .toList();
        return causes.stream().flatMap(cause -> one(cause).stream()).min(TlsFault::compareTo);
    }

    /**
     * A sentence for whoever set this up.
     *
     * @param server who was asked
     * @param trusted whose certificates count, and where more of them would be put
     */
    public String told(String server, String trusted) {
        return server + " " + words + (this == UNKNOWN_AUTHORITY ? trusted : "");
    }

    private static Optional<TlsFault> one(Throwable cause) {
        return switch (cause) {
            case CertificateExpiredException _, CertificateNotYetValidException _ -> Optional.of(NOT_VALID_NOW);
            case CertPathBuilderException _, CertPathValidatorException _ -> Optional.of(UNKNOWN_AUTHORITY);
            case SSLPeerUnverifiedException _ -> Optional.of(OTHER_NAME);
            // what the JDK throws for a name; its subclasses say something else
            case CertificateException e when e.getClass() == CertificateException.class -> Optional.of(OTHER_NAME);
            case SSLException e when String.valueOf(e.getMessage()).startsWith(NO_RECORD) -> Optional.of(NO_TLS);
            default -> Optional.empty();
        };
    }
}
