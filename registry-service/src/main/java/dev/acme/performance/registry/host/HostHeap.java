package dev.acme.performance.registry.host;

/** How many requests at once this process's heap has room for, whatever they download. */
public final class HostHeap {
    private static final long MIB = 1 << 20;
    /** Web server, metrics and classes' own objects, with the garbage of a busy second; an estimate. */
    private static final long OWN = 28 * MIB;
    /** A request's head, its event, its answer's head, and the stacks of the threads that carry it. */
    private static final long BESIDE = 16 * 1024;
    /** Two pieces of the answer, and a buffer for each of the environment's two connections. */
    private static final long REQUEST = 2L * Delivery.PIECE + 2L * ApiDoor.BUFFER + BESIDE;

    private HostHeap() {}

    /**
     * Requests, and therefore environments.
     *
     * @param heapBytes most that the heap may become
     */
    public static int holds(long heapBytes) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, heapBytes - OWN) / REQUEST);
    }
}
