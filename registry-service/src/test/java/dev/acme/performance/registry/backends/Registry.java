package dev.acme.performance.registry.backends;

import dev.acme.performance.registry.RegistryConfig;
import dev.acme.performance.registry.RegistryService;
import dev.acme.performance.registry.catalogue.CatalogueTable;
import dev.acme.performance.registry.catalogue.Fingerprint;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.catalogue.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** A running service with a catalogue of its own, over whatever storage a test gives it. */
public final class Registry implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RegistryService service;
    private final CatalogueTable table;
    private final HttpClient http = HttpClient.newHttpClient();

    private Registry(RegistryService service, CatalogueTable table) {
        this.service = service;
        this.table = table;
    }

    /** Over a scripted storage. */
    public static Registry over(EmbeddedBackends backends, ScriptedServer s3, Map<String, String> more) {
        return over(backends, s3, more, UnaryOperator.identity());
    }

    /**
     * Over a scripted storage, with a changed configuration.
     *
     * @param change what the environment cannot say
     */
    public static Registry over(
            EmbeddedBackends backends,
            ScriptedServer s3,
            Map<String, String> more,
            UnaryOperator<RegistryConfig> change) {
        var environment = new HashMap<>(backends.environment());
        environment.put("S3_ENDPOINT", s3.endpoint().toString());
        environment.put("DYNAMODB_TABLE", "t-" + UUID.randomUUID());
        environment.put("WARM_UP_SECONDS", "0");
        environment.putAll(more);
        return start(change.apply(RegistryConfig.from(environment)));
    }

    public static Registry start(RegistryConfig config) {
        var table = new CatalogueTable(config.catalogue());
        table.prepare(LIMIT);
        return new Registry(RegistryService.start(config), table);
    }

    /** Makes the catalogue say that the model's archive holds these bytes. */
    public Registry promise(String model, byte[] bytes) {
        var key = new ModelKey(new ModelId(model), new Version("main"));
        table.put(List.of(new ModelRow(key, fingerprint(bytes), "\"e\"", Instant.EPOCH)));
        return this;
    }

    public static Fingerprint fingerprint(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return new Fingerprint(bytes.length, sha256(bytes), HexFormat.of().toHexDigits((int) crc.getValue()));
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return service.port();
    }

    public RegistryService service() {
        return service;
    }

    public static String archive(String model) {
        return "/performance/" + model + "/main/model.zip";
    }

    /**
     * Gets one path.
     *
     * @param headers names and values in turn
     */
    public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return http.send(request(path, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> head(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(request(path).uri())
                .timeout(LIMIT)
                .HEAD()
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    public CompletableFuture<HttpResponse<byte[]>> ask(String path) {
        return http.sendAsync(request(path), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(LIMIT);
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    /** One of the numbers that are scraped, 0 where it has never been counted. */
    public double metric(String nameAndLabels) {
        try {
            var line = new String(get("/metrics").body(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> l.startsWith(nameAndLabels + " "))
                    .findFirst();
            return line.map(l -> Double.parseDouble(l.substring(nameAndLabels.length() + 1)))
                    .orElse(0.0);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of the durations in an answer's Server-Timing, milliseconds. */
    public static double timing(HttpResponse<?> response, String name) {
        var header = response.headers().firstValue("server-timing").orElseThrow();
        var matcher =
                Pattern.compile("(?:^|, )" + name + ";dur=([0-9]+\\.[0-9]{3})").matcher(header);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + header);
        }
        return Double.parseDouble(matcher.group(1));
    }

    @Override
    public void close() {
        http.close();
        service.close();
        table.close();
    }
}
