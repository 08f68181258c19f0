package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.http.AnswerReader;
import dev.acme.performance.loadgen.verify.BodyCheck;
import dev.acme.performance.loadgen.verify.BodyTruth;
import dev.acme.performance.loadgen.verify.Digests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Deals the clients out to the threads and makes both. */
final class Crew {
    private Crew() {}

    /** What all threads use. */
    record Shared(RunControl control, Spread spread) {}

    static List<Worker> of(LoadPlan plan, Shared shared) throws IOException {
        var truth = new BodyTruth(plan.profile());
        var workers = new ArrayList<Worker>(plan.threads());
        for (int thread = 0; thread < plan.threads(); thread++) {
            workers.add(new Worker(plan, thread, shared, clients(plan, shared.spread(), truth, thread)));
        }
        return workers;
    }

    private static Connection[] clients(LoadPlan plan, Spread spread, BodyTruth truth, int thread) {
        boolean answersHead = plan.profile().method().equals("HEAD");
        var digests = new Digests();
        byte[] scratch = AnswerReader.scratch();
        var clients = new Connection[plan.clientsOf(thread)];
        for (int i = 0; i < clients.length; i++) {
            var body = new BodyCheck(plan.profile().verify(), truth, digests, !answersHead);
            var answer = new AnswerReader(scratch, body, answersHead);
            int number = plan.numberOf(thread, i);
            clients[i] = new Connection(spread.address(spread.at(number)), answer, body);
            clients[i].startAt(number, spread);
        }
        return clients;
    }
}
