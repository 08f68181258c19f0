package dev.acme.performance.registry.catalogue;

import dev.acme.performance.registry.deadline.Deadlines;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The table behind the catalogue, for whoever fills it. */
public final class CatalogueTable implements AutoCloseable {
    /** Most rows of one write, which is DynamoDB's own bound. */
    public static final int BATCH = 25;

    private static final Duration POLL = Duration.ofMillis(200);

    private final Deadlines deadlines = new Deadlines();
    private final SdkHttpClient http;
    private final DynamoDbClient client;
    private final String table;

    public CatalogueTable(CatalogueSettings settings) {
        http = CatalogueClient.http(settings, deadlines);
        client = CatalogueClient.of(settings, http);
        table = settings.table();
    }

    /**
     * Creates the table where it is absent, and waits until it is active.
     *
     * @throws CatalogueFailure where that cannot be done in time
     */
    public void prepare(Duration limit) {
        CatalogueClient.named(() -> {
            if (isAbsent()) {
                create();
            }
            try (var waiter = client.waiter()) {
                return waiter.waitUntilTableExists(
                        d -> d.tableName(table),
                        w -> w.waitTimeout(limit)
                                .maxAttempts(Integer.MAX_VALUE)
                                .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(POLL)));
            }
        });
    }

    /** Writes or replaces at most {@link #BATCH} rows. */
    public void put(Collection<ModelRow> rows) {
        var writes = rows.stream()
                .map(row -> WriteRequest.builder()
                        .putRequest(p -> p.item(ItemCodec.item(row)))
                        .build())
                .toList();
        CatalogueClient.named(() -> {
            var answer = client.batchWriteItem(b -> b.requestItems(Map.of(table, writes)));
            answer.unprocessedItems().getOrDefault(table, List.of()).forEach(this::putAlone);
            return answer;
        });
    }

    /** All rows, as they are now. */
    public List<ModelRow> rows() {
        return CatalogueClient.named(
                () -> client.scanPaginator(s -> s.tableName(table).consistentRead(true)).items().stream()
                        .map(ItemCodec::row)
                        .toList());
    }

    @Override
    public void close() {
        client.close();
        http.close();
        deadlines.close();
    }

    /** What a busy table left out of a batch: alone it is retried by the SDK, which knows how long to wait. */
    private void putAlone(WriteRequest write) {
        var _ = client.putItem(p -> p.tableName(table).item(write.putRequest().item()));
    }

    private boolean isAbsent() {
        try {
            var _ = client.describeTable(d -> d.tableName(table));
            return false;
        } catch (ResourceNotFoundException e) {
            return true;
        }
    }

    /** Another populate may create it at the same time: then it exists, which is what we want. */
    private void create() {
        try {
            var _ = client.createTable(c -> c.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(attribute(ItemCodec.ID), attribute(ItemCodec.VERSION))
                    .keySchema(key(ItemCodec.ID, KeyType.HASH), key(ItemCodec.VERSION, KeyType.RANGE)));
        } catch (ResourceInUseException e) {
            return;
        }
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
