package dev.acme.performance.operator.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests of the dashboard in a real browser: where there is none, they are left out, and that is said so that nobody misses it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsChromium.Condition.class)
public @interface NeedsChromium {

    /** Whether {@code .ci/browser} has named the three programs. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Chromium.isThere()) {
                return ConditionEvaluationResult.enabled("Chromium is there");
            }
            String words = "NOT TESTED: %s needs Chromium; .ci/browser installs it and runs these tests"
                    .formatted(context.getDisplayName());
            System.err.println("\n*** " + words + " ***\n");
            return ConditionEvaluationResult.disabled(words);
        }
    }
}
