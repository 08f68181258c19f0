package dev.acme.performance.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.backends.Program;
import dev.acme.performance.registry.backends.ScriptedServer;
import dev.acme.performance.registry.backends.SharedBackends;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** IRSA as far as it can be had without AWS: a token in a file, a role, and an STS that gives keys for them. */
@ExtendWith(SharedBackends.class)
final class WebIdentityIT {
    private static final String ROLE = "arn:aws:iam::111122223333:role/performance-registry";

    @Test
    void aServiceAccountsTokenIsChangedForTheRolesKeys(EmbeddedBackends backends, @TempDir Path folder)
            throws Exception {
        var environment = new HashMap<>(backends.environment());
        environment.putAll(Map.of("DYNAMODB_TABLE", "irsa", "S3_PREFIX", "irsa/", "WARM_UP_SECONDS", "0"));
        Fill.generated(environment, 1_000, 1);
        String accessKey = environment.remove("AWS_ACCESS_KEY_ID");
        String secretKey = environment.remove("AWS_SECRET_ACCESS_KEY");
        List<String> asked = new CopyOnWriteArrayList<>();
        try (var sts = ScriptedServer.answering((request, caller) -> {
            asked.add(request.body());
            String keys = keys(accessKey, secretKey);
            caller.send("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " + keys.length() + "\r\n\r\n"
                    + keys);
        })) {
            environment.putAll(asAPodSeesIt(folder, sts));

            try (var program = Program.start(environment, "serve")) {
                assertThat(program.awaitError("state=serving")).isNotEmpty();
            }
        }
        assertThat(asked)
                .isNotEmpty()
                .allSatisfy(body -> assertThat(URLDecoder.decode(body, UTF_8))
                        .contains("Action=AssumeRoleWithWebIdentity", "RoleArn=" + ROLE, "WebIdentityToken=a-token"));
    }

    private static Map<String, String> asAPodSeesIt(Path folder, ScriptedServer sts) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "a-token");
        return Map.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token.toString(),
                "AWS_ROLE_ARN",
                ROLE,
                "AWS_REGION",
                "eu-central-1",
                "AWS_ENDPOINT_URL_STS",
                sts.endpoint().toString());
    }

    private static String keys(String accessKey, String secretKey) {
        return """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>%s</SecretAccessKey>
                      <SessionToken>session</SessionToken>
                      <Expiration>2126-01-01T00:00:00Z</Expiration>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                </AssumeRoleWithWebIdentityResponse>
                """.formatted(accessKey, secretKey);
    }
}
