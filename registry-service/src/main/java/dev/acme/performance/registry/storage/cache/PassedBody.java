package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.storage.OpeningTimes;
import dev.acme.performance.registry.storage.Origin;
import dev.acme.performance.registry.storage.PieceSink;
import dev.acme.performance.registry.storage.StoredBody;
import java.io.IOException;

/** A body that goes past the cache, and says why. */
record PassedBody(StoredBody body, Origin origin) implements StoredBody {
    @Override
    public OpeningTimes times() {
        return body.times();
    }

    @Override
    public void sendTo(PieceSink sink) throws IOException {
        body.sendTo(sink);
    }

    @Override
    public void close() {
        body.close();
    }
}
