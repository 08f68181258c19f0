package dev.acme.performance.registry.populate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models that only fill the registry, and the plan that names them. */
final class SmallModelTest {
    private static final PlannedModel MEASURED =
            new PlannedModel(new ModelKey(new ModelId("arnir0_Tiny-LLM"), new Version("main")), _ -> {});

    @Test
    void everyNumberNamesAnotherModel() {
        assertThat(SmallModel.DISTINCT).isGreaterThanOrEqualTo(100_000);
        var ids = new HashSet<ModelId>();
        IntStream.range(0, SmallModel.DISTINCT).forEach(number -> ids.add(new SmallModel(number).id()));

        assertThat(ids).hasSize(SmallModel.DISTINCT);
    }

    @Test
    void aModelHoldsItsConfigurationAndItsReadme() throws Exception {
        var bytes = bytes(3);

        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("README.md");
            assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).contains("license: apache-2.0");
            assertThat(zip.getNextEntry().getName()).isEqualTo("config.json");
            assertThat(new ObjectMapper()
                            .readTree(zip.readAllBytes())
                            .get("vocab_size")
                            .asInt())
                    .isEqualTo(32_000);
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @Test
    void aModelIsAlwaysTheSameAndNeverAnother() throws Exception {
        assertThat(bytes(3)).isEqualTo(bytes(3)).isNotEqualTo(bytes(4));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100_000})
    void aNumberOutsideIsRefused(int number) {
        assertThatThrownBy(() -> new SmallModel(number)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 500})
    void aPlanHasTheMeasuredModelAndAsManyOthersAsMakeUpTheCount(int count) {
        var models = PopulatePlan.of(MEASURED, count).models();

        assertThat(models).hasSize(count).first().isEqualTo(MEASURED);
        assertThat(models.stream().map(PlannedModel::key).distinct()).hasSize(count);
    }

    @Test
    void aLargerPlanHoldsTheSmallerOne() {
        var small = PopulatePlan.of(MEASURED, 50).models();

        assertThat(PopulatePlan.of(MEASURED, 500).models().subList(0, 50)).isEqualTo(small);
    }

    @Test
    void aMeasuredModelThatIsNamedLikeAnotherIsNotPlannedTwice() {
        var twin = new PlannedModel(new ModelKey(new SmallModel(0).id(), new Version("main")), _ -> {});

        var keys = PopulatePlan.of(twin, 10).models().stream().map(PlannedModel::key);

        assertThat(keys).hasSize(10).doesNotHaveDuplicates();
    }

    private static byte[] bytes(int number) throws Exception {
        var out = new ByteArrayOutputStream();
        new SmallModel(number).writeTo(out);
        return out.toByteArray();
    }
}
