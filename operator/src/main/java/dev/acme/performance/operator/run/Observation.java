package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.counters.ReplicaPage;
import dev.acme.performance.operator.counters.ScrapeWatch;
import dev.acme.performance.operator.counters.Scraper;
import dev.acme.performance.operator.diagnosis.Diagnosis;
import dev.acme.performance.operator.diagnosis.Scrape;
import dev.acme.performance.operator.diagnosis.WhiteBox;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the measured service before, while and after it is measured. Nothing here ever fails a run: what could not be
 * seen is missing in the diagnosis, which says so. The first scrape is written on the load Job, so that it outlives the
 * operator that took it.
 */
final class Observation {
    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);
    private static final String BEFORE = "performance.acme.dev/counted-before";
    /** An object's annotations hold 256 KiB together. */
    private static final int MOST_CHARACTERS = 200_000;

    private final OffspringReader offspring;
    private final Scraper scraper;
    private final ScrapeWatch watch;
    private final int port;

    Observation(KubernetesClient client, Clock clock, int port) {
        this.offspring = new OffspringReader(client);
        this.scraper = new Scraper(clock);
        this.watch = new ScrapeWatch(scraper);
        this.port = port;
    }

    /** The load Job, carrying what its target had counted before it. */
    Job before(Attempt attempt, Job job) {
        String text = scraper.scrape(pages(attempt)).text();
        return text.length() > MOST_CHARACTERS
                ? job
                : new JobBuilder(job)
                        .editMetadata()
                        .addToAnnotations(BEFORE, text)
                        .endMetadata()
                        .build();
    }

    /** The load is at work, or about to be: its target is looked at once a second. */
    void during(Attempt attempt, PerformanceRunSpec spec) {
        switch (spec.compute().backend()) {
            case EXTERNAL -> {}
            case ECS, LAMBDA ->
                watch.follow(
                        attempt,
                        () -> pages(attempt),
                        Duration.ofSeconds(spec.load().warmupSeconds()));
        }
    }

    /** What is to be made of it, now that the load has ended. */
    Diagnosis after(Attempt attempt, PerformanceRun run, RunResult result) {
        try {
            return observed(attempt, run.getSpec(), result);
        } catch (RuntimeException e) {
            // a result without diagnosis is worth more than a run that never ends
            LOG.error("no diagnosis run={}", Resync.key(run), e);
            return Diagnosis.of(run.getSpec(), result, new WhiteBox.Unseen("the diagnosis failed: " + e));
        }
    }

    private Diagnosis observed(Attempt attempt, PerformanceRunSpec spec, RunResult result) {
        if (spec.compute().backend() == Compute.Backend.EXTERNAL) {
            return Diagnosis.of(spec, result, new WhiteBox.Unseen("an external target is not looked into"));
        }
        var children = offspring.read(attempt);
        var scrapes = new ArrayList<Scrape>();
        before(children).ifPresent(scrapes::add);
        scrapes.addAll(watch.scrapes(attempt));
        if (scrapes.isEmpty()) {
            return Diagnosis.of(spec, result, new WhiteBox.Unseen("the target did not answer before the load"));
        }
        var replicas = children.pods(Component.REGISTRY);
        scrapes.add(scraper.scrape(ReplicaPage.of(replicas, port)));
        return Diagnosis.of(
                spec, result, WhiteBox.of(scrapes, result.startedAt(), result.finishedAt(), nodes(replicas)));
    }

    private static Map<String, String> nodes(List<Pod> replicas) {
        return replicas.stream()
                .filter(pod -> pod.getSpec() != null && pod.getSpec().getNodeName() != null)
                .collect(Collectors.toMap(
                        pod -> pod.getMetadata().getUid(), pod -> pod.getSpec().getNodeName(), (one, _) -> one));
    }

    void forget(Attempt attempt) {
        watch.forget(attempt);
    }

    private static Optional<Scrape> before(Offspring children) {
        return children.job(Component.LOAD).stream()
                .flatMap(job -> Stream.ofNullable(job.getMetadata().getAnnotations()))
                .flatMap(annotations -> Stream.ofNullable(annotations.get(BEFORE)))
                .flatMap(text -> Scrape.parse(text).stream())
                .findFirst();
    }

    private List<ReplicaPage> pages(Attempt attempt) {
        try {
            return ReplicaPage.of(offspring.read(attempt).pods(Component.REGISTRY), port);
        } catch (KubernetesClientException e) {
            LOG.debug("pods of the target cannot be listed code={}", e.getCode());
            return List.of();
        }
    }
}
