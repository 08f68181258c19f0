package dev.acme.performance.local.apiserver;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * Which part of a container's log is wanted.
 *
 * @param container empty where the pod has one only
 * @param isPrevious of the container's run before its last restart
 * @param tailLines negative for all lines
 * @param since {@link Instant#MIN} for all times
 * @param limitBytes negative for all bytes
 */
public record LogRequest(
        String namespace,
        String pod,
        String container,
        boolean isPrevious,
        boolean hasTimestamps,
        long tailLines,
        Instant since,
        long limitBytes) {

    static LogRequest read(Target target, Query query, Instant now) {
        long sinceSeconds = query.number("sinceSeconds", -1);
        String sinceTime = query.text("sinceTime");
        return new LogRequest(
                target.namespace(),
                target.name(),
                query.text("container"),
                query.flag("previous"),
                query.flag("timestamps"),
                query.number("tailLines", -1),
                sinceSeconds >= 0 ? now.minusSeconds(sinceSeconds) : time(sinceTime),
                query.number("limitBytes", -1));
    }

    private static Instant time(String text) {
        try {
            return text.isEmpty() ? Instant.MIN : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw ApiFailure.badRequest("invalid sinceTime: " + text);
        }
    }
}
