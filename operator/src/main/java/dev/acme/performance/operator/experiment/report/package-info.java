/** What does an experiment's report say? One model, written as Markdown, HTML and JSON; pure. */
@NullMarked
package dev.acme.performance.operator.experiment.report;

import org.jspecify.annotations.NullMarked;
