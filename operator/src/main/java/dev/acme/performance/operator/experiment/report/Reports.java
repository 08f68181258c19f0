package dev.acme.performance.operator.experiment.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.operator.experiment.report.Document.Section;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes a report: one model, three forms. */
public final class Reports {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Reports() {}

    /** GitHub's dialect; without pictures. */
    public static String markdown(ExperimentReport report) {
        return MarkdownReport.of(document(report));
    }

    /** One file that needs nothing else, no script among it. */
    public static String html(ExperimentReport report) {
        return HtmlReport.of(document(report));
    }

    /** All digits, all runs. */
    public static String json(ExperimentReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Document document(ExperimentReport report) {
        var causes = new CauseSections(report);
        var rest = new DoubtSections(report);
        var sections = Stream.of(
                        List.of(new SummarySection(report).section(), new DesignSection(report).section()),
                        new AaSection(report).section().stream().toList(),
                        present(List.of(
                                new BaselineSection(report).section(),
                                Optional.of(new CellsSection(report).section()),
                                new ComparisonSection(report).section())),
                        new ComponentSections(report).sections(),
                        causes.sections(),
                        rest.sections())
                .flatMap(List<Section>::stream)
                .filter(section -> !section.blocks().isEmpty())
                .toList();
        return new Document("Experiment " + report.name(), sections);
    }

    /** For sections that there may not be. */
    static List<Section> present(List<Optional<Section>> sections) {
        return sections.stream().flatMap(Optional::stream).toList();
    }
}
