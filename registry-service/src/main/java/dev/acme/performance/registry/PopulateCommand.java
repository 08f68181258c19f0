package dev.acme.performance.registry;

import dev.acme.performance.registry.catalogue.CatalogueTable;
import dev.acme.performance.registry.populate.JsonLines;
import dev.acme.performance.registry.populate.Populate;
import dev.acme.performance.registry.populate.PopulateFailure;
import dev.acme.performance.registry.populate.PopulateRequest;
import dev.acme.performance.registry.populate.Source;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills the registry, verifies all of it and says what it did. */
@Command(
        name = "populate",
        description =
                "Fills the registry with models and verifies every byte; run again, it completes what is missing.",
        showDefaultValues = true)
final class PopulateCommand implements Callable<Integer> {
    private static final long LARGEST_ARCHIVE = 5L << 30;
    private static final int MOST_MODELS = 100_000;
    private static final int MOST_HANDS = 256;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this")
    boolean help;

    @Option(
            names = "--model",
            paramLabel = "OWNER/NAME",
            description = "the measured model",
            defaultValue = "arnir0/Tiny-LLM")
    private String model = "";

    @Option(names = "--version", paramLabel = "V", description = "its version", defaultValue = "main")
    private String version = "";

    @Option(names = "--size", paramLabel = "BYTES", description = "size of its archive, 1 to 5368709120")
    private @Nullable Long size;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "distinct models in all, 1 to 100000",
            defaultValue = "500")
    private int count;

    @Option(
            names = "--source",
            paramLabel = "generated|dir:PATH|hub:URL",
            defaultValue = "generated",
            description = "where the measured model's archive comes from")
    private String source = "";

    @Option(names = "--seed", paramLabel = "N", description = "of what is generated", defaultValue = "1")
    private long seed;

    @Option(names = "--concurrency", paramLabel = "N", description = "objects at once, 1 to 256", defaultValue = "16")
    private int concurrency;

    @Option(names = "--work", paramLabel = "DIR", description = "where a hub's files are kept, to be continued")
    private @Nullable Path work;

    @Override
    public Integer call() {
        var request = request();
        var config = RegistryConfig.from(System.getenv());
        var lines = new JsonLines(System.out);
        try (var store = Stores.archives(config, request.concurrency() + 1);
                var table = new CatalogueTable(config.catalogue())) {
            var summary = new Populate(request, store, table, lines).run();
            lines.write(summary);
            TerminationMessage.from(System.getenv()).write(JsonLines.line(summary));
            return ExitCode.DONE;
        }
    }

    private PopulateRequest request() {
        refuseOutside("--size", size == null ? 1 : size, 1, LARGEST_ARCHIVE);
        refuseOutside("--count", count, 1, MOST_MODELS);
        refuseOutside("--concurrency", concurrency, 1, MOST_HANDS);
        return new PopulateRequest(
                model,
                version,
                size == null ? OptionalLong.empty() : OptionalLong.of(size),
                count,
                Source.parse(source).orElseThrow(() -> bad("--source must be generated, dir:PATH or hub:URL")),
                seed,
                concurrency,
                Optional.ofNullable(work).orElseGet(this::standardWork),
                Optional.ofNullable(System.getenv(ProcessVariable.HF_TOKEN.name()))
                        .filter(token -> !token.isBlank()));
    }

    private Path standardWork() {
        return Path.of(System.getProperty("java.io.tmpdir"), "registry-populate", model.replace('/', '_'));
    }

    private static void refuseOutside(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw bad(option + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    private static PopulateFailure bad(String message) {
        return new PopulateFailure(PopulateFailure.Reason.BAD_ARGUMENTS, message);
    }
}
