package dev.acme.performance.operator.web.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.web.access.Right.Objects;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.http.Problem.FieldError;
import org.junit.jupiter.api.Test;

class SpecSchemaTest {
    private final SpecSchema schema = SpecSchema.of(Objects.RUNS);

    @Test
    void whatTheSchemaDoesNotKnowIsNamedHoweverDeep() {
        var spec = Json.trusted(
                "{\"clients\":1,\"image\":\"x\",\"load\":{\"url\":\"x\"},\"objectives\":[{\"nmae\":\"x\"}]}");

        assertThat(schema.unknownFields(spec))
                .extracting(FieldError::field)
                .containsExactly("spec.image", "spec.load.url", "spec.objectives[0].nmae");
    }

    @Test
    void whatHasItsDefaultIsLeftOut() {
        var spec = (ObjectNode) Json.trusted(
                Json.tree(Runs.spec("load: {mode: Closed, durationSeconds: 5}")).toString());

        var written = schema.withoutDefaults(spec);

        assertThat(written.path("load").toString())
                .contains("\"mode\":\"Closed\"", "\"durationSeconds\":5")
                .doesNotContain("verify", "pods");
        assertThat(written.path("clients").asInt()).isEqualTo(100);
        assertThat(written.has("model")).isFalse();
        assertThat(written.has("storage")).isFalse();
        assertThat(written.has("objectives")).isFalse();
        assertThat(written.has("suspend")).isFalse();
    }
}
