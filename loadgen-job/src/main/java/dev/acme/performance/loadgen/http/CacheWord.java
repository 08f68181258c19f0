package dev.acme.performance.loadgen.http;

/** What an answer's X-Cache says. */
public enum CacheWord {
    /** Nothing, or a word that is not known. */
    NONE,
    HIT,
    MISS
}
