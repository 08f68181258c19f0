package dev.acme.performance.registry.storage.s3;

import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.OpeningTimes;
import dev.acme.performance.registry.storage.PoolState;
import dev.acme.performance.registry.storage.StoredBody;
import dev.acme.performance.registry.wire.Exchange;
import dev.acme.performance.registry.wire.WireHttpClient;
import dev.acme.performance.registry.wire.WireSettings;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads archives from an S3 bucket through the wire client's bounded pool. */
public final class S3Storage implements ModelStorage {
    private static final int ATTEMPTS = 3;

    private final S3Settings settings;
    private final WireHttpClient wire;
    private final S3Client reader;
    private final BucketProbe probe;

    public S3Storage(S3Settings settings, WireSettings wireSettings, Deadlines deadlines) {
        this.settings = settings;
        this.wire = new WireHttpClient(wireSettings, deadlines);
        this.reader = S3Clients.of(settings, wire, ATTEMPTS);
        this.probe = new BucketProbe(settings, wireSettings.trust(), deadlines);
    }

    @Override
    public String backend() {
        return "s3";
    }

    @Override
    public StoredBody open(ModelRow row, ByteRange range) {
        var exchange = new Exchange();
        try {
            var head = ScopedValue.where(Exchange.CURRENT, exchange)
                    .call(() -> reader.getObject(request(row, range), new HeadOnly()));
            return S3Body.of(exchange, head, range);
        } catch (RuntimeException e) {
            exchange.body().ifPresent(body -> body.abort());
            throw S3Failures.named(e).after(new OpeningTimes(exchange.poolWaitNanos(), exchange.firstByteNanos()));
        }
    }

    @Override
    public PoolState pool() {
        return new PoolState(wire.leased(), wire.pending());
    }

    @Override
    public void probe() {
        try {
            probe.ask();
        } catch (RuntimeException e) {
            throw S3Failures.named(e);
        }
    }

    @Override
    public void close() {
        reader.close();
        probe.close();
        wire.close();
    }

    private GetObjectRequest request(ModelRow row, ByteRange range) {
        var request = GetObjectRequest.builder().bucket(settings.bucket()).key(settings.objectName(row.key()));
        if (range.length() != row.fingerprint().sizeBytes()) {
            request.range("bytes=" + range.from() + "-" + range.last());
        }
        return request.build();
    }

    /** Leaves the body where the wire client put it: the SDK's stream would copy every byte. */
    private record HeadOnly() implements ResponseTransformer<GetObjectResponse, GetObjectResponse> {
        @Override
        public GetObjectResponse transform(GetObjectResponse response, AbortableInputStream body) {
            return response;
        }

        @Override
        public boolean needsConnectionLeftOpen() {
            return true;
        }
    }
}
