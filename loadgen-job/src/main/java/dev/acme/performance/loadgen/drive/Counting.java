package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.http.Failure;
import dev.acme.performance.loadgen.stats.Tally;
import dev.acme.performance.loadgen.verify.BodyCheck;

/** Counts what a complete answer is worth. */
final class Counting {
    private final Tally tally;

    Counting(Tally tally) {
        this.tally = tally;
    }

    /** The answer came to its end on that connection; whether it is the right one is judged here. */
    void complete(Connection connection, boolean isOverlong) {
        Connection client = connection.client();
        BodyCheck body = connection.body();
        if (body.awaits(connection.answer().status()) && !isOverlong && body.isRight()) {
            tally.succeeded(client, body.received(), client.answer().isColdStart());
            tally.checked(body.checkedCrc32c(), body.checkedSha256());
            tally.cache(client.answer().cache());
            countParts(connection, client.ended());
        } else {
            tally.failed(connection.answer().failure(Failure.CORRUPT), client);
        }
    }

    private void countParts(Connection connection, long now) {
        Hop hop = connection.client().hop();
        if (connection.isSecond() && hop != null) {
            tally.redirected(hop.begun() - connection.client().intended(), now - hop.begun());
        }
    }
}
