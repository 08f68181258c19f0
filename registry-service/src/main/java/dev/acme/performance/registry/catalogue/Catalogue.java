package dev.acme.performance.registry.catalogue;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Reads the catalogue; every answer is strongly consistent. */
public final class Catalogue implements AutoCloseable {
    private final DynamoDbClient client;
    private final String table;

    public Catalogue(CatalogueSettings settings) {
        client = CatalogueClient.of(settings);
        table = settings.table();
    }

    /**
     * The row of one archive.
     *
     * @throws CatalogueFailure where the catalogue cannot be asked
     */
    public Optional<ModelRow> find(ModelKey key) {
        return CatalogueClient.named(() -> {
            var answer = client.getItem(
                    get -> get.tableName(table).key(ItemCodec.key(key)).consistentRead(true));
            return answer.hasItem() ? Optional.of(ItemCodec.row(answer.item())) : Optional.empty();
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

    @Override
    public void close() {
        client.close();
    }
}
