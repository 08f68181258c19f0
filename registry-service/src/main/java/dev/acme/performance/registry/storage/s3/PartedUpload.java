package dev.acme.performance.registry.storage.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An object on its way in parts; it comes into being when complete, and leaves nothing behind otherwise. */
final class PartedUpload extends OutputStream {
    private static final Logger LOG = LoggerFactory.getLogger(PartedUpload.class);

    /** At most 10,000 parts are allowed, which makes 156 GiB. */
    static final int PART_BYTES = 16 << 20;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final String uploadId;
    private final FixedBuffer part = new FixedBuffer(PART_BYTES);
    private final List<CompletedPart> parts = new ArrayList<>();
    private long written;
    private boolean completed;

    private PartedUpload(S3Client client, String bucket, String key, String uploadId) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.uploadId = uploadId;
    }

    static PartedUpload begin(S3Client client, String bucket, String key) {
        var answer = client.createMultipartUpload(c -> c.bucket(bucket).key(key).contentType(FixedBuffer.ZIP));
        return new PartedUpload(client, bucket, key, answer.uploadId());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (part.room() == 0) {
                sendPart();
            }
            int n = Math.min(left, part.room());
            part.write(source, from, n);
            from += n;
            left -= n;
        }
        written += length;
    }

    long written() {
        return written;
    }

    /** Sends the rest and makes the object; its etag. */
    String complete() {
        if (!part.isEmpty()) {
            sendPart();
        }
        var answer = client.completeMultipartUpload(
                c -> c.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(m -> m.parts(parts)));
        completed = true;
        return answer.eTag();
    }

    /** Gives up what is not complete. */
    @Override
    public void close() {
        if (completed) {
            return;
        }
        try {
            var _ = client.abortMultipartUpload(a -> a.bucket(bucket).key(key).uploadId(uploadId));
        } catch (SdkException e) {
            LOG.warn("an unfinished upload stays behind key={}", key, e);
        }
    }

    private void sendPart() {
        int number = parts.size() + 1;
        var answer = client.uploadPart(
                u -> u.bucket(bucket).key(key).uploadId(uploadId).partNumber(number), part.content());
        parts.add(CompletedPart.builder().partNumber(number).eTag(answer.eTag()).build());
        part.reset();
    }
}
