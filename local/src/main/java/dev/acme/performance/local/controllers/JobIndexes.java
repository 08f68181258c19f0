package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pods of an indexed Job: each has a number from 0 on, and a number is done when a pod of it has succeeded, or, where the
 * Job has a limit of failures for each, has failed: here that limit is 0.
 */
final class JobIndexes {
    static final String INDEX = "batch.kubernetes.io/job-completion-index";
    private static final String VARIABLE = "JOB_COMPLETION_INDEX";

    private JobIndexes() {}

    static boolean areKept(JobSpec spec) {
        return "Indexed".equals(spec.getCompletionMode());
    }

    /** Whether a number whose pod failed is given up, and the others go on. */
    static boolean failAlone(JobSpec spec) {
        return areKept(spec) && spec.getBackoffLimitPerIndex() != null;
    }

    /** The lowest numbers without a pod that is at work or has ended for good. */
    static List<Integer> missing(JobSpec spec, Collection<Integer> over, List<Pod> held, int howMany) {
        var taken = new TreeSet<>(over);
        held.forEach(pod -> of(pod).ifPresent(taken::add));
        return IntStream.range(0, Objects.requireNonNullElse(spec.getCompletions(), 0))
                .filter(index -> !taken.contains(index))
                .limit(howMany)
                .boxed()
                .toList();
    }

    static Optional<Integer> of(Pod pod) {
        var annotations = pod.getMetadata().getAnnotations();
        return annotations == null
                ? Optional.empty()
                : Optional.ofNullable(annotations.get(INDEX)).map(Integer::valueOf);
    }

    /** From the text of {@code status.completedIndexes}, such as {@code 0,2-4}. */
    static NavigableSet<Integer> read(String text) {
        var indexes = new TreeSet<Integer>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] ends = part.split("-", 2);
            IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                    .forEach(indexes::add);
        }
        return indexes;
    }

    /** The text of {@code status.completedIndexes}: each number for itself, which a reader of ranges understands, too. */
    static String written(NavigableSet<Integer> indexes) {
        return indexes.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** The pod with its number as label, annotation, variable of every container, and in its names. */
    static Pod numbered(Pod pod, Job job, int index) {
        String name = job.getMetadata().getName() + "-" + index;
        String number = String.valueOf(index);
        var numbered = new PodBuilder(pod)
                .editMetadata()
                .withGenerateName(name + "-")
                .addToAnnotations(INDEX, number)
                .addToLabels(INDEX, number)
                .endMetadata()
                .editSpec()
                .withHostname(name)
                .endSpec()
                .build();
        var containers = numbered.getSpec().getContainers().stream()
                .map(container -> container
                        .edit()
                        .addNewEnv()
                        .withName(VARIABLE)
                        .withValue(number)
                        .endEnv()
                        .build())
                .toList();
        numbered.getSpec().setContainers(containers);
        return numbered;
    }
}
