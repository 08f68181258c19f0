package dev.acme.performance.operator.chart;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds chains of calls that begin with a Kubernetes client, as far as they name a resource and what is done to it. */
final class ClientCalls {
    /** What such an object is called in the operator's source. */
    private static final Pattern START = Pattern.compile("\\b(client|getClient\\(\\)|resource)\\.(?=[a-z])");

    private static final Pattern STEP = Pattern.compile("\\.?([a-zA-Z0-9]+)\\(");
    /** Steps that choose among objects of a resource. */
    private static final Set<String> NARROWING = Set.of(
            "v1",
            "v2",
            "inNamespace",
            "inAnyNamespace",
            "inContainer",
            "limitBytes",
            "lockResourceVersion",
            "tailingLines",
            "withField",
            "withLabels",
            "withName",
            "withPropagationPolicy");
    /** Steps after which the request has been made. */
    private static final Set<String> REQUESTS = Set.of(
            "create",
            "delete",
            "get",
            "getKubernetesVersion",
            "getLog",
            "getLogInputStream",
            "list",
            "patch",
            "update",
            "updateStatus");

    /** Of a client, or of another kind of client. */
    private static final Set<String> NO_REQUESTS = Set.of(".close", ".send");

    private ClientCalls() {}

    /** Such as "client.batch.jobs.delete" and "client.resource(child).create". */
    static Set<String> in(String source) {
        String text = source.replaceAll("\\s*\\.\\s*(?=[a-z])", ".");
        var calls = new TreeSet<String>();
        var start = START.matcher(text);
        while (start.find()) {
            String call = chain(text, start.end());
            if (!call.isEmpty() && !NO_REQUESTS.contains(call)) {
                calls.add(start.group(1).replace("()", "") + call);
            }
        }
        return calls;
    }

    private static String chain(String text, int from) {
        var call = new StringBuilder();
        var step = STEP.matcher(text);
        int at = from;
        while (step.region(at, text.length()).lookingAt()) {
            int end = closing(text, step.end());
            String argument = text.substring(step.end(), end);
            if (!NARROWING.contains(step.group(1))) {
                call.append('.').append(step.group(1));
                call.append(step.group(1).startsWith("resource") ? "(" + argument + ")" : "");
            }
            if (REQUESTS.contains(step.group(1))) {
                break;
            }
            at = end + 1;
        }
        return call.toString();
    }

    /** Where the parenthesis closes that opened before {@code from}. */
    private static int closing(String text, int from) {
        int open = 1;
        int at = from;
        while (open > 0) {
            char c = text.charAt(at++);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return at - 1;
    }
}
