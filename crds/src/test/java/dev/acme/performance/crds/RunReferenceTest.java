package dev.acme.performance.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunReferenceTest {
    private static final Path CRDS = Path.of("src/main/resources/crd");
    private static final Path EXAMPLES = Path.of("../docs/examples");
    private static final Path COMMITTED = Path.of("../docs/reference");
    private static final int WIDEST = 330;

    /** A page of the reference. */
    enum Page {
        RUN(
                "performancerun",
                "tiny-llm",
                "What of it this version cannot carry out yet ends such a run at once: [NotBuilt](../runbook.md#notbuilt)."),
        EXPERIMENT(
                "performanceexperiment",
                "ecs-vs-lambda-s3-vs-rds",
                "What it creates are [PerformanceRuns](performancerun.md); how it goes about it, and how its report is to be"
                        + " read, stands in [experiments](../experiments.md).");

        private final String kind;
        private final String example;
        private final String note;

        Page(String kind, String example, String note) {
            this.kind = kind;
            this.example = example;
            this.note = note;
        }
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void theCommittedReferenceIsWhatTheCommittedCrdSays(Page page) throws IOException {
        var generated = reference(page);
        var committed = COMMITTED.resolve(page.kind + ".md");
        if (Boolean.getBoolean("reference.write")) {
            Files.createDirectories(COMMITTED);
            Files.writeString(committed, generated);
        }

        assertThat(committed)
                .as("regenerate with: mvn -pl crds test -Dtest=RunReferenceTest -Dreference.write=true")
                .hasContent(generated);
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void aBrowserShowsEveryLineWithoutScrolling(Page page) throws IOException {
        assertThat(reference(page).lines().filter(line -> !line.contains("`path`")))
                .allMatch(line -> line.length() < WIDEST);
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void everyFieldOfTheSpecIsDescribed(Page page) throws IOException {
        assertThat(RunReference.undescribed(crd(page), "spec")).isEmpty();
    }

    private static String reference(Page page) throws IOException {
        return RunReference.of(crd(page), page.note, Files.readString(EXAMPLES.resolve(page.example + ".yaml")));
    }

    private static CustomResourceDefinition crd(Page page) throws IOException {
        var yaml = Files.readString(CRDS.resolve(page.kind + "s.performance.acme.dev-v1.yaml"));
        return new KubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
    }
}
