package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/aws/function.yaml grants to whoever knows a public URL; that it is well-formed is for .ci/cloudformation to say. */
final class FunctionTemplateIT {
    private static final Path TEMPLATE = Path.of("../docs/aws/function.yaml");
    private static final Pattern PERMISSION = Pattern.compile("    Type: AWS::Lambda::Permission\n((?:    .*\n)+)");

    @Test
    void aPublicUrlHasBothPermissionsThatLambdaAsksForAndNeitherAllowsMore() throws Exception {
        var permissions = permissions();

        assertThat(permissions)
                .hasSize(2)
                .allSatisfy(permission -> assertThat(permission)
                        .contains("Condition: IsOpen", "FunctionName: !Ref Function", "Principal: \"*\""));
        assertThat(permissions)
                .satisfiesExactlyInAnyOrder(
                        url -> assertThat(url)
                                .contains("Action: lambda:InvokeFunctionUrl\n", "FunctionUrlAuthType: NONE\n"),
                        function -> assertThat(function)
                                .contains("Action: lambda:InvokeFunction\n", "InvokedViaFunctionUrl: true\n"));
    }

    private static List<String> permissions() throws IOException {
        return PERMISSION
                .matcher(Files.readString(TEMPLATE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
