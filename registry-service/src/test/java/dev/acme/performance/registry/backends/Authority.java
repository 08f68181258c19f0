package dev.acme.performance.registry.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority of a test's own, made by the JDK's keytool. */
public final class Authority {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "it";

    private final Path folder;

    private Authority(Path folder) {
        this.folder = folder;
    }

    /** A new one, whose files lie in the folder. */
    public static Authority in(Path folder) throws IOException, InterruptedException {
        var authority = new Authority(Files.createDirectories(folder));
        authority.makeKey("authority.p12", "CN=An authority of a test", "-ext", "bc:c");
        authority.keytool(
                "authority.p12",
                "-exportcert",
                "-rfc",
                "-file",
                authority.certificate().toString());
        return authority;
    }

    /** Its own certificate, PEM. */
    public Path certificate() {
        return folder.resolve("authority.pem");
    }

    /**
     * A server for which it vouches.
     *
     * @param name such as {@code ip:127.0.0.1} or {@code dns:somewhere.example}
     * @param more of keytool's arguments for the certificate
     */
    public Server vouchFor(String name, String... more)
            throws IOException, InterruptedException, GeneralSecurityException {
        makeKey("server.p12", "CN=A server");
        var certificate = folder.resolve("server.pem");
        var request = folder.resolve("server.csr").toString();
        keytool("server.p12", "-certreq", "-file", request);
        var arguments = new ArrayList<>(List.of(
                "-gencert", "-rfc", "-infile", request, "-outfile", certificate.toString(), "-ext", "san=" + name));
        arguments.addAll(List.of(more));
        keytool("authority.p12", arguments.toArray(String[]::new));
        var key = stored("server.p12").getKey(ALIAS, PASSWORD.toCharArray());
        var file = Files.createFile(
                folder.resolve("server.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                ALIAS, key, PASSWORD.toCharArray(), new Certificate[] {read(certificate), read(certificate())});
        return new Server(certificate, file, context(store));
    }

    /** What a server shows, and proves it by: PEM files, and the same for the JDK's sockets. */
    public record Server(Path certificate, Path key, SSLContext context) {}

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void makeKey(String store, String name, String... more) throws IOException, InterruptedException {
        var arguments =
                new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", name));
        arguments.addAll(List.of(more));
        keytool(store, arguments.toArray(String[]::new));
    }

    private KeyStore stored(String store) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(folder.resolve(store).toFile(), PASSWORD.toCharArray());
    }

    private static Certificate read(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private void keytool(String store, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", ALIAS, "-storepass", PASSWORD, "-keystore"));
        command.add(folder.resolve(store).toString());
        var log = folder.resolve("keytool.log").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + ": " + Files.readString(log.toPath()));
        }
    }
}
