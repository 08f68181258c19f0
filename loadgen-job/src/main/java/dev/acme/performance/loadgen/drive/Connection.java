package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.http.AnswerReader;
import dev.acme.performance.loadgen.stats.Tally;
import dev.acme.performance.loadgen.verify.BodyCheck;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * One client: its connection, the request under way on it and that request's instants; or the client's second
 * connection, to where the service sent it. Owned by one thread.
 */
final class Connection implements Tally.Times {
    private InetSocketAddress address;
    private final AnswerReader answer;
    private final BodyCheck body;
    private final ClientSocket socket = new ClientSocket();
    private final @Nullable Connection origin;
    private @Nullable Hop hop;
    private boolean isUnderWay;
    private boolean isAnswered;
    private boolean wasRefused;
    private int replica;
    private int turn;
    private int written;
    private int toSend;
    private long dialed;
    private long intended;
    private long sent;
    private long firstByte;
    private long ended;

    /** Links and instant of the {@link DelayLine} that it waits in. */
    @Nullable
    Connection previous;

    @Nullable
    Connection next;

    @Nullable
    DelayLine line;

    long due;

    Connection(InetSocketAddress address, AnswerReader answer, BodyCheck body) {
        this(address, answer, body, null);
    }

    private Connection(InetSocketAddress address, AnswerReader answer, BodyCheck body, @Nullable Connection origin) {
        this.address = address;
        this.answer = answer;
        this.body = body;
        this.origin = origin;
    }

    /** The client's second connection: the same body, checked as it would be on the first. */
    Connection second(InetSocketAddress to) {
        return new Connection(to, answer.another(), body, this);
    }

    /** The client that the connection belongs to. */
    Connection client() {
        return origin == null ? this : origin;
    }

    boolean isSecond() {
        return origin != null;
    }

    /** The way on from a redirect, made when the first one comes. */
    Hop hopTo(InetSocketAddress to) {
        if (hop == null) {
            hop = new Hop(second(to));
        }
        hop.connection().aim(to);
        return hop;
    }

    /** Null where the client was never redirected. */
    @Nullable
    Hop hop() {
        return hop;
    }

    /** At a common start clients begin with different replicas. */
    void startAt(int first, Spread spread) {
        turn = first;
        replica = spread.at(turn);
        address = spread.address(replica);
    }

    /** Goes on to the next replica, by a new connection; stays where there is no other. */
    void moveOn(Spread spread) {
        int next = spread.at(++turn);
        if (next != replica) {
            replica = next;
            aim(spread.address(next));
        }
    }

    private void aim(InetSocketAddress to) {
        if (!to.equals(address)) {
            close();
            address = to;
        }
    }

    /** Gives up both connections, and the wait for one. */
    void abandon() {
        close();
        if (hop != null) {
            hop.abandon();
        }
    }

    AnswerReader answer() {
        return answer;
    }

    BodyCheck body() {
        return body;
    }

    /** Starts connecting; true where that succeeded at once. */
    boolean dial(Selector selector, long now) throws IOException {
        dialed = now;
        return socket.dial(address, selector, this);
    }

    /** The selector says that connecting ended; false where it did not after all. */
    boolean finishDialing() throws IOException {
        return socket.finishDialing();
    }

    /** When connecting started. */
    long dialed() {
        return dialed;
    }

    boolean isOpen() {
        return socket.isOpen();
    }

    boolean isUnderWay() {
        return isUnderWay;
    }

    void close() {
        socket.close();
    }

    /** A request is to be sent now or, where the connection is not open, as soon as it is. */
    void plan(long at) {
        intended = at;
    }

    /** The planned request starts. */
    void begin(long now) {
        sent = now;
        written = 0;
        isUnderWay = true;
        isAnswered = false;
        answer.reset();
    }

    /** Bytes of the answer came; the first ones of a second connection are the client's first ones of the body's answer. */
    void took(long now) {
        if (!isAnswered) {
            isAnswered = true;
            client().firstByte = now;
        }
    }

    /** Sends what is left of the request; the selector calls again where the kernel takes no more. */
    void write(ByteBuffer request) throws IOException {
        written = socket.write(request, written);
    }

    /** As {@link java.nio.channels.SocketChannel#read(ByteBuffer)}. */
    int read(ByteBuffer buffer) throws IOException {
        return socket.read(buffer);
    }

    /** The request ended, well or not. */
    void end(long now) {
        ended = now;
        isUnderWay = false;
    }

    boolean hasSent(ByteBuffer request) {
        return written == request.limit();
    }

    /** Connecting before the start failed: that is the first request's failure. */
    void refuse() {
        wasRefused = true;
    }

    /** Whether that failure is still to be counted; it is counted once. */
    boolean takeRefusal() {
        boolean refused = wasRefused;
        wasRefused = false;
        return refused;
    }

    /** Burst: how many requests this client has still to start. */
    void allot(int requests) {
        toSend = requests;
    }

    boolean takeAllotted() {
        return toSend-- > 0;
    }

    @Override
    public long intended() {
        return intended;
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public long firstByte() {
        return firstByte;
    }

    @Override
    public long ended() {
        return ended;
    }

    @Override
    public int replica() {
        return replica;
    }
}
