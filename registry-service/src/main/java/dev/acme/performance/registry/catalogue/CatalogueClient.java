package dev.acme.performance.registry.catalogue;

import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.tls.Untrusted;
import dev.acme.performance.registry.wire.WireHttpClient;
import dev.acme.performance.registry.wire.WireSettings;
import dev.acme.performance.registry.wire.WireTimeout;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** The SDK's DynamoDB client with every bound set and its failures named. */
final class CatalogueClient {
    private static final int ATTEMPTS = 3;
    /** Shorter than any server keeps an idle connection. */
    private static final Duration KEPT = Duration.ofSeconds(8);

    private CatalogueClient() {}

    /** Over sockets of its own: the SDK's usual client takes a sixth of a function's start (docs/adr/0013). */
    static SdkHttpClient http(CatalogueSettings settings, Deadlines deadlines) {
        return new WireHttpClient(
                new WireSettings(
                        settings.connections(),
                        settings.call(),
                        settings.attempt(),
                        settings.attempt(),
                        settings.attempt(),
                        KEPT,
                        WireSettings.pieceBytesFor(settings.connections()),
                        settings.trust()),
                deadlines);
    }

    /** @param http closed by the caller */
    static DynamoDbClient of(CatalogueSettings settings, SdkHttpClient http) {
        var retries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .build();
        var builder = DynamoDbClient.builder()
                .httpClient(http)
                .region(Region.of(settings.region()))
                .overrideConfiguration(o -> o.apiCallAttemptTimeout(settings.attempt())
                        .apiCallTimeout(settings.call())
                        .retryStrategy(retries));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** @throws CatalogueFailure in place of whatever the SDK or the codec threw */
    static <T> T named(Supplier<T> call) {
        try {
            return call.get();
        } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException | WireTimeout e) {
            throw new CatalogueFailure(CatalogueFailure.Reason.TIMED_OUT, "the catalogue did not answer in time", e);
        } catch (DynamoDbException e) {
            throw new CatalogueFailure(CatalogueFailure.Reason.REFUSED, "the catalogue answered " + e.getMessage(), e);
        } catch (Untrusted e) {
            throw new CatalogueFailure(CatalogueFailure.Reason.UNTRUSTED, "catalogue: " + e.getMessage(), e);
        } catch (SdkException e) {
            throw new CatalogueFailure(CatalogueFailure.Reason.UNREACHABLE, "catalogue failed: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new CatalogueFailure(
                    CatalogueFailure.Reason.MALFORMED, "the catalogue holds a foreign item: " + e.getMessage(), e);
        }
    }
}
