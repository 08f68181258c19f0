package dev.acme.performance.registry.http;

/** Answers requests that the web server only passes on. */
@FunctionalInterface
public interface FrontHandler {
    /** Answers exactly once. */
    void handle(FrontRequest request, FrontAnswer answer);
}
