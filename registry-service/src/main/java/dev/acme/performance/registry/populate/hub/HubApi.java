package dev.acme.performance.registry.populate.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.registry.populate.hub.HubFailure.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The hub's URLs and its description of a revision. */
final class HubApi {
    private static final int LARGEST_DESCRIPTION = 16 << 20;
    private static final int MOST_FILES = 10_000;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .build())
            .build();

    private HubApi() {}

    static URI description(HubModel model) {
        return URI.create(model.hub() + "/api/models/" + encoded(model.name()) + "/revision/"
                + encoded(model.revision()) + "?blobs=true");
    }

    static URI file(HubModel model, String commit, HubFile file) {
        return URI.create(
                model.hub() + "/" + encoded(model.name()) + "/resolve/" + commit + "/" + encoded(file.name()));
    }

    /**
     * Reads a revision's description.
     *
     * @throws IOException where it breaks off
     * @throws HubFailure where it is none
     */
    static HubRevision revision(HubAnswer answer) throws IOException {
        var bytes = answer.response().body().readNBytes(LARGEST_DESCRIPTION + 1);
        if (bytes.length > LARGEST_DESCRIPTION) {
            throw corrupt("is larger than " + LARGEST_DESCRIPTION + " bytes");
        }
        var tree = JSON.readTree(bytes);
        var commit = tree.path("sha").asText();
        var siblings = tree.path("siblings");
        if (!COMMIT.matcher(commit).matches() || !siblings.isArray() || siblings.size() > MOST_FILES) {
            throw corrupt("has no usable commit and list of files");
        }
        var files = StreamSupport.stream(siblings.spliterator(), false)
                .map(HubApi::file)
                .toList();
        if (files.isEmpty()) {
            throw corrupt("lists no files");
        }
        return new HubRevision(commit, files);
    }

    private static HubFile file(JsonNode node) {
        var size = node.path("size");
        var sha256 = node.path("lfs").path("sha256");
        return new HubFile(
                node.path("rfilename").asText(),
                size.isIntegralNumber() ? OptionalLong.of(size.asLong()) : OptionalLong.empty(),
                sha256.isTextual() ? Optional.of(sha256.asText()) : Optional.empty());
    }

    private static HubFailure corrupt(String what) {
        return new HubFailure(Reason.CORRUPT, "the hub's description of the model " + what);
    }

    /** Percent-encodes what a path may not hold; slashes stay. */
    private static String encoded(String path) {
        try {
            return new URI(null, null, "/" + path, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new HubFailure(Reason.BAD_NAME, "no path can hold " + path, e);
        }
    }
}
