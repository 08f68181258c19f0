package dev.acme.performance.registry;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.registry.backends.ApiCalls;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.Version;
import dev.acme.performance.registry.storage.s3.S3ArchiveStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The IAM policies of docs/aws.md allow what {@code serve} and {@code populate} call, and what {@code serve} alone does. */
@ExtendWith(SharedBackends.class)
final class AwsGuideIT {
    private static final Path GUIDE = Path.of("../docs/aws.md");
    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final int LARGER_THAN_A_PART = 20 << 20;
    private static final int A_PART = 16 << 20;

    /** What S3 calls the permission of an operation that is not named like it. */
    private static final Map<String, String> PERMISSIONS = Map.of(
            "S3.HeadBucket", "s3:ListBucket",
            "S3.CreateMultipartUpload", "s3:PutObject",
            "S3.UploadPart", "s3:PutObject",
            "S3.CompleteMultipartUpload", "s3:PutObject");

    /** The guide has the bucket made by whoever installs. */
    private static final String NOT_GRANTED = "s3:CreateBucket";

    /** Rows that a busy table left out of a batch, which the embedded one never does. */
    private static final String ONLY_WHERE_BUSY = "dynamodb:PutItem";

    @Test
    void thePolicyIsExactlyWhatTheProgramsCall(EmbeddedBackends backends) throws Exception {
        var environment = new HashMap<>(backends.environment());
        environment.putAll(Map.of("DYNAMODB_TABLE", "aws-guide", "S3_PREFIX", "aws-guide/", "WARM_UP_SECONDS", "1"));

        populate(environment);
        int before = ApiCalls.count();
        serve(environment);

        var served = permissions(ApiCalls.operationsAfter(before));
        var called = permissions(ApiCalls.operations());
        called.add(ONLY_WHERE_BUSY);
        assertThat(granted()).containsExactly(called, served);
    }

    private static Set<String> permissions(Set<String> operations) {
        return operations.stream()
                .map(AwsGuideIT::permission)
                .filter(action -> !action.equals(NOT_GRANTED))
                .collect(toCollection(TreeSet::new));
    }

    private static void populate(Map<String, String> environment) throws IOException {
        Fill.generated(environment, LARGER_THAN_A_PART, 3);
        var config = RegistryConfig.from(environment);
        var key = new ModelKey(new ModelId("broken"), new Version("main"));
        try (var store = new S3ArchiveStore(config.s3(), config.wire().trust(), 2, Duration.ofSeconds(20))) {
            assertThatIOException()
                    .isThrownBy(() -> store.put(key, LARGER_THAN_A_PART, out -> out.write(new byte[A_PART + 1])));
        }
    }

    private static void serve(Map<String, String> environment) throws Exception {
        try (var registry = Registry.start(RegistryConfig.from(environment))) {
            assertThat(registry.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(registry.get("/performance/models").statusCode()).isEqualTo(200);
            assertThat(registry.get(Registry.archive("arnir0_Tiny-LLM")).statusCode())
                    .isEqualTo(200);
        }
    }

    private static String permission(String operation) {
        return PERMISSIONS.getOrDefault(
                operation, operation.replace("S3.", "s3:").replace("DynamoDb.", "dynamodb:"));
    }

    /** The actions of the guide's documents that grant S3 and DynamoDB, one by one. */
    private static List<Set<String>> granted() throws IOException {
        var json = JsonMapper.builder().build();
        var documents = new ArrayList<Set<String>>();
        for (MatchResult block : JSON.matcher(Files.readString(GUIDE)).results().toList()) {
            var granted = new TreeSet<String>();
            json.readTree(block.group(1))
                    .path("Statement")
                    .forEach(statement -> actions(statement)
                            .filter(action -> action.startsWith("s3:") || action.startsWith("dynamodb:"))
                            .forEach(granted::add));
            if (!granted.isEmpty()) {
                documents.add(granted);
            }
        }
        return documents;
    }

    private static Stream<String> actions(JsonNode statement) {
        var action = statement.path("Action");
        return action.isArray() ? action.valueStream().map(JsonNode::asText) : Stream.of(action.asText());
    }
}
