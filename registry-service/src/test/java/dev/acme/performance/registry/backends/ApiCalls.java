package dev.acme.performance.registry.backends;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Remembers which operations of AWS this JVM has called; the SDK finds it by a file on the class path of the tests. */
public final class ApiCalls implements ExecutionInterceptor {
    private static final Set<String> OPERATIONS = ConcurrentHashMap.newKeySet();

    /** Names such as {@code S3.GetObject}, all that were called so far by whichever test. */
    public static Set<String> operations() {
        return new TreeSet<>(OPERATIONS);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        OPERATIONS.add(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + "."
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }
}
