package dev.acme.performance.registry.backends;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Remembers which operations of AWS this JVM has called; the SDK finds it by a file on the class path of the tests. */
public final class ApiCalls implements ExecutionInterceptor {
    private static final List<String> OPERATIONS = Collections.synchronizedList(new ArrayList<>());

    /** Names such as {@code S3.GetObject}, all that were called so far by whichever test. */
    public static Set<String> operations() {
        return operationsAfter(0);
    }

    /** How many calls there were so far. */
    public static int count() {
        return OPERATIONS.size();
    }

    /** Names of the operations that were called after the first {@code calls}. */
    public static Set<String> operationsAfter(int calls) {
        synchronized (OPERATIONS) {
            return new TreeSet<>(OPERATIONS.subList(calls, OPERATIONS.size()));
        }
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        OPERATIONS.add(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + "."
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }
}
