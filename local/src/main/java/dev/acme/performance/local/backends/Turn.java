package dev.acme.performance.local.backends;

import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Whose turn it is on one connection, and when the answer to the present question is due. */
final class Turn {
    private static final byte[] GET = "GET ".getBytes(StandardCharsets.US_ASCII);
    private static final String ERROR = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>";

    private final Shape shape;
    private final Relay.Questions questions;
    private final BooleanSupplier fate;
    private boolean isQuestionNext = true;
    private boolean isShaped;
    private boolean isRefused;
    private long due;

    /** @param fate whether a download is refused */
    Turn(Shape shape, Relay.Questions questions, BooleanSupplier fate) {
        this.shape = shape;
        this.questions = questions;
        this.fate = fate;
    }

    /** The client has said something; whether it is refused instead of being passed on. */
    synchronized boolean asked(byte[] piece, int length, long now) {
        if (!isQuestionNext) {
            due = isShaped ? now + shape.firstByteNanos() : due;
            return false;
        }
        isQuestionNext = false;
        isShaped = switch (questions) {
            case HTTP_GET -> isGet(piece, length);
            case ALL -> true;
        };
        due = now + shape.firstByteNanos();
        isRefused = isShaped && questions == Relay.Questions.HTTP_GET && fate.getAsBoolean();
        return isRefused;
    }

    /** A piece of the answer is on its way: what the client says from now on is a new question. */
    synchronized void answered() {
        isQuestionNext = true;
    }

    synchronized boolean isShaped() {
        return isShaped;
    }

    synchronized boolean isRefused() {
        return isRefused;
    }

    synchronized long due() {
        return due;
    }

    /** What S3 says where it is asked too much of. */
    static byte[] refusal() {
        return ("HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + ERROR.length() + "\r\n\r\n" + ERROR)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isGet(byte[] piece, int length) {
        for (int i = 0; i < GET.length; i++) {
            if (i >= length || piece[i] != GET[i]) {
                return false;
            }
        }
        return true;
    }
}
