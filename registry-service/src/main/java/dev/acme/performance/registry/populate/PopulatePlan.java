package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.Version;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All models the registry shall have, the measured one first. */
record PopulatePlan(List<PlannedModel> models) {
    private static final Version MAIN = new Version("main");

    PopulatePlan {
        models = List.copyOf(models);
    }

    /** The measured model and as many others as make up the count; the same for the same count, always. */
    static PopulatePlan of(PlannedModel measured, int count) {
        var others = IntStream.range(0, SmallModel.DISTINCT)
                .mapToObj(SmallModel::new)
                .filter(small -> !small.id().equals(measured.key().id()))
                .limit(count - 1L)
                .map(small -> new PlannedModel(new ModelKey(small.id(), MAIN), small));
        return new PopulatePlan(Stream.concat(Stream.of(measured), others).toList());
    }
}
