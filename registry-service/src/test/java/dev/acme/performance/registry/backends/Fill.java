package dev.acme.performance.registry.backends;

import dev.acme.performance.registry.RegistryConfig;
import dev.acme.performance.registry.Stores;
import dev.acme.performance.registry.catalogue.CatalogueTable;
import dev.acme.performance.registry.populate.JsonLines;
import dev.acme.performance.registry.populate.Populate;
import dev.acme.performance.registry.populate.PopulateRequest;
import dev.acme.performance.registry.populate.Source;
import dev.acme.performance.registry.populate.Summary;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Fills a registry as the populate command does, without its own process. */
public final class Fill {
    private Fill() {}

    /** As many models as said, the measured one generated with this size. */
    public static Summary generated(Map<String, String> environment, long sizeBytes, int count) {
        return run(environment, request(new Source.Generated(), OptionalLong.of(sizeBytes), count));
    }

    public static PopulateRequest request(Source source, OptionalLong sizeBytes, int count) {
        return new PopulateRequest(
                "arnir0/Tiny-LLM", "main", sizeBytes, count, source, 1, 16, Path.of("unused"), Optional.empty());
    }

    public static Summary run(Map<String, String> environment, PopulateRequest request) {
        var config = RegistryConfig.from(environment);
        try (var store = Stores.archives(config, request.concurrency() + 1);
                var table = new CatalogueTable(config.catalogue())) {
            var silent = new JsonLines(new PrintStream(OutputStream.nullOutputStream()));
            return new Populate(request, store, table, silent).run();
        }
    }
}
