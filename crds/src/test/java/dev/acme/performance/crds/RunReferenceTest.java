package dev.acme.performance.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunReferenceTest {
    private static final Path CRD = Path.of("src/main/resources/crd/performanceruns.performance.acme.dev-v1.yaml");
    private static final Path EXAMPLE = Path.of("../docs/examples/tiny-llm.yaml");
    private static final Path COMMITTED = Path.of("../docs/reference/performancerun.md");
    private static final int WIDEST = 300;

    @Test
    void theCommittedReferenceIsWhatTheCommittedCrdSays() throws IOException {
        var generated = reference();
        if (Boolean.getBoolean("reference.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, generated);
        }

        assertThat(COMMITTED)
                .as("regenerate with: mvn -pl crds test -Dtest=RunReferenceTest -Dreference.write=true")
                .hasContent(generated);
    }

    @Test
    void aBrowserShowsEveryLineWithoutScrolling() throws IOException {
        assertThat(reference().lines()).allMatch(line -> line.length() < WIDEST);
    }

    @Test
    void everyFieldOfTheSpecIsDescribed() throws IOException {
        assertThat(RunReference.undescribed(crd(), "spec")).isEmpty();
    }

    private static String reference() throws IOException {
        return RunReference.of(crd(), Files.readString(EXAMPLE));
    }

    private static CustomResourceDefinition crd() throws IOException {
        return new KubernetesSerialization().unmarshal(Files.readString(CRD), CustomResourceDefinition.class);
    }
}
