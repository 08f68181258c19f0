package dev.acme.performance.registry.populate;

import java.util.OptionalLong;

/**
 * How an archive of an exact size is made up.
 *
 * @param entry length of its one entry, where it has one
 * @param commentBytes length of the comment that fills up what no entry can
 */
record GeneratedLayout(OptionalLong entry, int commentBytes) {
    static final String ENTRY = "model.bin";
    /** An archive without entries is its end record and nothing else. */
    static final int SMALLEST_ZIP = 22;

    private static final long NAME = ENTRY.length();
    private static final long LOCAL_HEADER = 30 + NAME;
    private static final long CENTRAL_HEADER = 46 + NAME;
    private static final long PLAIN = LOCAL_HEADER + CENTRAL_HEADER + SMALLEST_ZIP;
    /** From here on a length or an offset no longer fits 32 bits and moves to a Zip64 field. */
    private static final long ZIP64 = 0xFFFF_FFFFL;

    private static final long ZIP64_LOCAL_EXTRA = 20;
    private static final long ZIP64_CENTRAL_EXTRA = 20;
    private static final long ZIP64_END_RECORDS = 56 + 20;

    /** PKWARE's APPNOTE 4.3: which record appears when, solved for the entry's length. */
    static GeneratedLayout of(long sizeBytes) {
        if (sizeBytes < SMALLEST_ZIP) {
            throw new IllegalArgumentException("no archive has " + sizeBytes + " bytes");
        }
        if (sizeBytes < PLAIN) {
            return new GeneratedLayout(OptionalLong.empty(), (int) (sizeBytes - SMALLEST_ZIP));
        }
        long largestPlain = ZIP64 - 1 - LOCAL_HEADER;
        if (sizeBytes <= largestPlain + PLAIN) {
            return entry(sizeBytes - PLAIN, 0);
        }
        long zip64 = PLAIN + ZIP64_LOCAL_EXTRA + ZIP64_CENTRAL_EXTRA + ZIP64_END_RECORDS;
        if (sizeBytes >= ZIP64 + zip64) {
            return entry(sizeBytes - zip64, 0);
        }
        return entry(largestPlain, (int) (sizeBytes - largestPlain - PLAIN));
    }

    private static GeneratedLayout entry(long dataBytes, int commentBytes) {
        return new GeneratedLayout(OptionalLong.of(dataBytes), commentBytes);
    }
}
