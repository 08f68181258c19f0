package dev.acme.performance.local;

import dev.acme.performance.local.node.Image;
import dev.acme.performance.local.node.Images;
import dev.acme.performance.local.node.Launcher;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Prints how long a machine takes to start, how long a Job's pod takes to run, and how much memory that needs. */
public final class StartBenchmark {
    private static final int JOBS = 20;
    private static final long LIMIT_SECONDS = 30;

    private StartBenchmark() {}

    public static void main(String[] args) throws IOException {
        long jvm = ManagementFactory.getRuntimeMXBean().getUptime();
        long begin = System.nanoTime();
        Path folder = Files.createTempDirectory("benchmark").resolve("machine");
        var images = new Images(Map.of("shell", Image.of(Launcher.of("/bin/sh", "-c"))));
        try (var kubernetes = LocalKubernetes.start(LocalSettings.of(folder, images))) {
            print("JVM start to main", jvm + " ms");
            print("machine start", millis(begin) + " ms");
            long first = System.nanoTime();
            kubernetes.client().pods().list();
            print("first request", millis(first) + " ms");
            long[] jobs = new long[JOBS];
            for (int i = 0; i < JOBS; i++) {
                jobs[i] = runJob(kubernetes.client(), "job-" + i);
            }
            print("first Job, create to complete", jobs[0] + " ms");
            Arrays.sort(jobs);
            print("a Job, median of " + JOBS, jobs[JOBS / 2] + " ms");
            print("resident memory", residentMemory());
        }
        Files.delete(folder.resolveSibling(""));
    }

    private static long runJob(KubernetesClient client, String name) {
        long begin = System.nanoTime();
        client.resource(job(name)).create();
        client.batch()
                .v1()
                .jobs()
                .withName(name)
                .waitUntilCondition(
                        job -> job != null
                                && job.getStatus() != null
                                && job.getStatus().getCompletionTime() != null,
                        LIMIT_SECONDS,
                        TimeUnit.SECONDS);
        return millis(begin);
    }

    private static Job job(String name) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("main")
                .withImage("shell")
                .withArgs(List.of("true"))
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static String residentMemory() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .toList()
                    .toString();
        }
    }

    private static long millis(long begin) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }

    private static void print(String what, String value) {
        System.out.printf("%-32s %s%n", what, value);
    }
}
