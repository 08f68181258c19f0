package dev.acme.performance.operator.experiment.report;

import java.util.List;

/** A title and sections, in order. */
record Document(String title, List<Section> sections) {

    /** A part with a heading. */
    record Section(String title, List<Block> blocks) {}
}
