package dev.acme.performance.registry.storage.s3;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The SDK's S3 client over a given HTTP client, with its retries bounded. */
final class S3Clients {
    private S3Clients() {}

    /** Checksums only where S3 demands them: every archive is checked against the catalogue's own, whatever stores it. */
    static S3Client of(S3Settings settings, SdkHttpClient http, int attempts) {
        var retries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(attempts)
                .build();
        var builder = S3Client.builder()
                .httpClient(http)
                .region(Region.of(settings.region()))
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .overrideConfiguration(o -> o.retryStrategy(retries));
        settings.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        return builder.build();
    }

    /** Makes URLs that need no credentials; nothing is sent for that. */
    static S3Presigner presigner(S3Settings settings) {
        var isElsewhere = settings.endpoint().isPresent();
        var builder = S3Presigner.builder()
                .region(Region.of(settings.region()))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(isElsewhere)
                        .build());
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
