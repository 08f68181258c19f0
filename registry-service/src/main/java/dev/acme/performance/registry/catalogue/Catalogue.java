package dev.acme.performance.registry.catalogue;

import dev.acme.performance.registry.deadline.Deadlines;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Reads the catalogue; every answer is strongly consistent. */
public final class Catalogue implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final SdkHttpClient http;
    private final DynamoDbClient client;
    private final String table;
    private final Function<ModelKey, Optional<ModelRow>> rows;

    public Catalogue(CatalogueSettings settings, Deadlines deadlines) {
        http = CatalogueClient.http(settings, deadlines);
        client = CatalogueClient.of(settings, http);
        table = settings.table();
        rows = settings.sharesReads() ? new SharedReads<>(this::lookUp, settings.call())::read : this::lookUp;
    }

    /**
     * The row of one archive.
     *
     * @throws CatalogueFailure where the catalogue cannot be asked
     */
    public Optional<ModelRow> find(ModelKey key) {
        return rows.apply(key);
    }

    private Optional<ModelRow> lookUp(ModelKey key) {
        return CatalogueClient.named(() -> {
            var answer = get(key);
            return answer.hasItem() ? Optional.of(ItemCodec.row(answer.item())) : Optional.empty();
        });
    }

    /**
     * The row of an archive that is on its way, as is maybe the whole table.
     *
     * @param limit longest wait for it
     * @throws CatalogueFailure where it did not come in time, or the catalogue cannot be asked
     */
    public ModelRow await(ModelKey key, Duration limit) {
        return CatalogueClient.named(() -> {
            var waiter = Waiter.builder(GetItemResponse.class)
                    .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(GetItemResponse::hasItem))
                    .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(answer -> true))
                    .addAcceptor(WaiterAcceptor.retryOnExceptionAcceptor(ResourceNotFoundException.class::isInstance))
                    .overrideConfiguration(wait -> wait.waitTimeout(limit)
                            .maxAttempts(Integer.MAX_VALUE)
                            .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(POLL)))
                    .build();
            var found = waiter.run(() -> get(key)).matched().response().orElseThrow();
            return ItemCodec.row(found.item());
        });
    }

    /**
     * At most this many rows after the given one, in the table's own order.
     *
     * @throws CatalogueFailure where the catalogue cannot be asked
     */
    public CataloguePage page(int limit, Optional<ModelKey> after) {
        return CatalogueClient.named(() -> {
            var answer = client.scan(scan -> {
                scan.tableName(table).limit(limit).consistentRead(true);
                after.ifPresent(key -> scan.exclusiveStartKey(ItemCodec.key(key)));
            });
            var rows = answer.items().stream().map(ItemCodec::row).toList();
            var next = answer.hasLastEvaluatedKey()
                    ? Optional.of(ItemCodec.key(answer.lastEvaluatedKey()))
                    : Optional.<ModelKey>empty();
            return new CataloguePage(rows, next);
        });
    }

    /**
     * Whether the table is there and active.
     *
     * @throws CatalogueFailure where it cannot be asked, or does not exist
     */
    public boolean isActive() {
        return CatalogueClient.named(
                () -> client.describeTable(d -> d.tableName(table)).table().tableStatus() == TableStatus.ACTIVE);
    }

    private GetItemResponse get(ModelKey key) {
        return client.getItem(
                get -> get.tableName(table).key(ItemCodec.key(key)).consistentRead(true));
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
