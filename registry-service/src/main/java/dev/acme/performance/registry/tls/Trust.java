package dev.acme.performance.registry.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The authorities of which one must have signed a server's certificate. */
public final class Trust {
    private final String name;
    private final Optional<Own> own;

    private Trust(String name, Optional<Own> own) {
        this.name = name;
        this.own = own;
    }

    private record Own(List<TrustManager> managers, SSLContext context) {}

    /** Those that the JDK comes with; nothing is read before somebody asks for a context. */
    public static Trust ofTheJdk() {
        return new Trust("the JDK's authorities", Optional.empty());
    }

    /**
     * Those of a file and no others.
     *
     * @param bundle one or more certificates, PEM
     * @throws IOException where it cannot be read
     * @throws GeneralSecurityException where it holds anything else, or nothing
     */
    public static Trust in(Path bundle) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var file = Files.newInputStream(bundle)) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
        }
        if (store.size() == 0) {
            throw new CertificateException("no certificate");
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return new Trust(bundle.toString(), Optional.of(new Own(List.of(factory.getTrustManagers()), context)));
    }

    /** For clients that make contexts of their own; absent where the JDK's is meant. */
    public Optional<TrustManager[]> managers() {
        return own.map(it -> it.managers().toArray(TrustManager[]::new));
    }

    /**
     * What connections are made with. The JDK's reads its whole trust store when it is first asked for, a third of the start
     * of a function that needs none.
     */
    public SSLContext context() throws IOException {
        try {
            return own.isPresent() ? own.get().context() : SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this JVM has no TLS: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
