package dev.acme.performance.registry;

import java.util.List;

/**
 * The program: one command a process. A function goes past the parser of arguments, and this class does not even name
 * it: its classes are too old for the JDK's cache and would be read from their jar in each cold start.
 */
public final class RegistryMain {
    private static final List<String> FUNCTION = List.of("function");

    private RegistryMain() {}

    public static void main(String[] arguments) {
        var word = new LastWord(System.err, TerminationMessage.from(System.getenv()));
        System.exit(
                List.of(arguments).equals(FUNCTION) ? function(word) : new RegistryCommands().execute(arguments, word));
    }

    private static int function(LastWord word) {
        try {
            return new FunctionCommand().call();
        } catch (Exception e) {
            return word.of(e);
        }
    }
}
