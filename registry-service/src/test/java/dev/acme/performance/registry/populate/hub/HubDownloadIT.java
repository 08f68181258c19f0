package dev.acme.performance.registry.populate.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.registry.backends.Caller;
import dev.acme.performance.registry.backends.FakeHub;
import dev.acme.performance.registry.backends.ScriptedServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a hub that behaves, and from one that does not. */
final class HubDownloadIT {
    private static final byte[] WEIGHTS = "weights ".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final HubPolicy POLICY = new HubPolicy(
            4, Duration.ofMillis(10), Duration.ofMillis(1100), Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final FakeHub hub =
            FakeHub.of(Map.of("config.json", CONFIG, "sub/model.safetensors", WEIGHTS), "sub/model.safetensors");

    @TempDir
    private Path work;

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void allFilesComeWhereverTheyLie() throws Exception {
        assertDownloaded(download());

        assertThat(hub.storageSaw()).hasSize(1);
        assertThat(work.resolve(FakeHub.COMMIT).resolve("parts")).isEmptyDirectory();
    }

    @Test
    void whatIsThereIsNotFetchedAgain() throws Exception {
        download();
        int before = hub.hubSaw().size();

        assertDownloaded(download());

        assertThat(hub.hubSaw()).as("the description only").hasSize(before + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void aPassingFaultIsOvercome(String how, boolean atHub, ScriptedServer.Answer fault) throws Exception {
        var faulty = atHub
                ? hub.hubFault(fault).hubFault(fault)
                : hub.storageFault(fault).storageFault(fault);

        assertThat(faulty).as(how).isNotNull();
        assertDownloaded(download());
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                fault("closed at once", true, (_, c) -> c.close()),
                fault("500", true, (_, c) -> FakeHub.send(500, "", new byte[0], c)),
                fault("429", true, (_, c) -> FakeHub.send(429, "Retry-After: 0\r\n", new byte[0], c)),
                fault("closed at once", false, (_, c) -> c.close()),
                fault("503", false, (_, c) -> FakeHub.send(503, "", new byte[0], c)),
                fault("silent", false, (_, c) -> c.isClosedByClient()),
                fault(
                        "stalled",
                        false,
                        (_, c) -> c.send("HTTP/1.1 200 OK\r\nContent-Length: " + WEIGHTS.length + "\r\n\r\n")
                                .send(WEIGHTS, 0, 1000)
                                .isClosedByClient()),
                fault("wrong bytes", false, (_, c) -> FakeHub.send(200, "", new byte[WEIGHTS.length], c)),
                fault("too long", false, (_, c) -> FakeHub.send(200, "", new byte[WEIGHTS.length + 1], c)));
    }

    private static Arguments fault(String how, boolean atHub, ScriptedServer.Answer answer) {
        return Arguments.of(how, atHub, answer);
    }

    @Test
    void whatWasCutOffIsContinuedWhereItEnded() throws Exception {
        hub.storageFault((_, c) -> c.send("HTTP/1.1 200 OK\r\nContent-Length: " + WEIGHTS.length + "\r\n\r\n")
                .send(WEIGHTS, 0, 100_000)
                .close());

        assertDownloaded(download());

        assertThat(hub.storageSaw()).hasSize(2);
        assertThat(hub.storageSaw().getLast().header("range"))
                .hasValueSatisfying(range -> assertThat(Integer.parseInt(range.replaceAll("[^0-9]", "")))
                        .isBetween(1, 100_000));
    }

    @Test
    void whatAKilledProcessLeftIsContinued() throws Exception {
        var parts = Files.createDirectories(work.resolve(FakeHub.COMMIT).resolve("parts"));
        Files.write(parts.resolve("1.part"), java.util.Arrays.copyOf(WEIGHTS, 123_456));

        assertDownloaded(download());

        assertThat(hub.storageSaw())
                .singleElement()
                .satisfies(request -> assertThat(request.header("range")).contains("bytes=123456-"));
    }

    @Test
    void aPartThatIsCompleteIsNotFetchedAgain() throws Exception {
        var parts = Files.createDirectories(work.resolve(FakeHub.COMMIT).resolve("parts"));
        Files.write(parts.resolve("1.part"), WEIGHTS);

        assertDownloaded(download());

        assertThat(hub.storageSaw()).isEmpty();
    }

    @Test
    void aPartThatIsWrongIsNotTrusted() throws Exception {
        var parts = Files.createDirectories(work.resolve(FakeHub.COMMIT).resolve("parts"));
        Files.write(parts.resolve("0.part"), CONFIG);
        Files.write(parts.resolve("1.part"), new byte[200_000]);

        assertDownloaded(download());
    }

    @ParameterizedTest
    @CsvSource({"404, NOT_FOUND", "401, REFUSED", "403, REFUSED", "429, REFUSED", "500, REFUSED"})
    void aHubThatRefusesIsNamed(int status, HubFailure.Reason reason) {
        for (int i = 0; i < POLICY.attempts(); i++) {
            hub.hubFault((_, c) -> FakeHub.send(status, "", new byte[0], c));
        }

        assertFails(reason);
    }

    @Test
    void bytesThatStayWrongAreNamed() {
        for (int i = 0; i < POLICY.attempts(); i++) {
            hub.storageFault((_, c) -> FakeHub.send(200, "", new byte[WEIGHTS.length], c));
        }

        assertFails(HubFailure.Reason.CORRUPT);
    }

    @Test
    void anUnknownRevisionIsNamed() {
        assertThatThrownBy(() -> download(new HubModel(hub.base(), "owner/model", "nope", Optional.empty())))
                .isInstanceOfSatisfying(
                        HubFailure.class, e -> assertThat(e.reason()).isEqualTo(HubFailure.Reason.NOT_FOUND));
        assertThat(hub.hubSaw()).as("asked once").hasSize(1);
    }

    @Test
    void aRedirectLoopEnds() {
        for (int i = 0; i < 40; i++) {
            hub.hubFault((request, c) -> redirect(request.target(), c));
        }

        assertFails(HubFailure.Reason.REFUSED);
        assertThat(hub.hubSaw()).hasSizeLessThan(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/x", "file:///etc/passwd", "http://", "not a url at all", "mailto:x@y"})
    void aRedirectToNowhereSafeIsRefused(String location) {
        hub.hubFault((_, c) -> redirect(location, c));

        assertFails(HubFailure.Reason.REFUSED);
    }

    @Test
    void theTokenIsShownToTheHubAlone() throws Exception {
        assertDownloaded(download(new HubModel(hub.base(), "owner/model", "main", Optional.of("secret"))));

        assertThat(hub.hubSaw())
                .allSatisfy(
                        request -> assertThat(request.header("authorization")).contains("Bearer secret"));
        assertThat(hub.storageSaw())
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(request.header("authorization")).isEmpty());
        assertThat(new HubModel(hub.base(), "m", "r", Optional.of("secret")))
                .asString()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"sha\":\"../x\",\"siblings\":[{\"rfilename\":\"a\"}]}",
                "{\"sha\":\"0123456789\",\"siblings\":[]}",
                "{\"sha\":\"0123456789\",\"siblings\":[{\"rfilename\":\"../../evil\"}]}",
                "{\"sha\":\"0123456789\",\"siblings\":[{\"rfilename\":\"/evil\"}]}",
                "{\"sha\":\"0123456789\",\"siblings\":[{\"rfilename\":\"a\\\\b\"}]}",
                "{\"sha\":\"0123456789\",\"siblings\":[{}]}"
            })
    void aDescriptionThatIsNoneIsRefused(String description) {
        hub.hubFault((_, c) -> FakeHub.send(200, "", description.getBytes(StandardCharsets.UTF_8), c));

        assertFails(HubFailure.Reason.CORRUPT);
    }

    @Test
    void aModelThatIsTooLargeIsRefusedBeforeItComes() {
        var description = "{\"sha\":\"0123456789\",\"siblings\":[{\"rfilename\":\"a\",\"size\":5368709121}]}";
        hub.hubFault((_, c) -> FakeHub.send(200, "", description.getBytes(StandardCharsets.UTF_8), c));

        assertFails(HubFailure.Reason.TOO_LARGE);
    }

    @Test
    void aFullDiskIsNamedAndNotTakenForTheHubsFault() throws Exception {
        var parts = Files.createDirectories(work.resolve(FakeHub.COMMIT).resolve("parts"));
        Files.createSymbolicLink(parts.resolve("0.part"), Path.of("/dev/full"));

        assertFails(HubFailure.Reason.DISK);
    }

    @Test
    void oneProcessAtATimeDownloadsIntoAFolder() throws Exception {
        try (var channel = FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertFails(HubFailure.Reason.BUSY);
        }
    }

    private void assertFails(HubFailure.Reason reason) {
        assertThatThrownBy(this::download)
                .isInstanceOfSatisfying(
                        HubFailure.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private Path download() {
        return download(new HubModel(hub.base(), "owner/model", "main", Optional.empty()));
    }

    private Path download(HubModel model) {
        return new HubDownload(model, POLICY, work, _ -> {}).run();
    }

    private static void redirect(String location, Caller caller) throws IOException {
        FakeHub.send(302, "Location: " + location + "\r\n", new byte[0], caller);
    }

    private static void assertDownloaded(Path files) {
        assertThat(files.resolve("config.json")).hasBinaryContent(CONFIG);
        assertThat(files.resolve("sub/model.safetensors")).hasBinaryContent(WEIGHTS);
    }
}
