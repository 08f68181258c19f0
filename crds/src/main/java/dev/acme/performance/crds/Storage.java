package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;

/** Where archives are stored and how they are delivered. */
@ValidationRule(
        value = "self.backend == 's3' || self.delivery == 'Proxy'",
        message = "Redirect belongs to storage.backend s3",
        fieldPath = ".delivery")
@ValidationRule(
        value = "self.delivery == 'Proxy' || self.caching == 'None'",
        message = "caches nothing when storage.delivery is Redirect: the archive does not pass through the service",
        fieldPath = ".caching")
@ValidationRule(
        value = "self.backend == 'rds' || self.rdsMode == 'Bytea'",
        message = "belongs to storage.backend rds",
        fieldPath = ".rdsMode")
public record Storage(
        @JsonPropertyDescription("s3: object store; rds: PostgreSQL") @Default("s3")
        Backend backend,

        @JsonPropertyDescription("the service's own cache of archives") @Default("None")
        Caching caching,

        @JsonPropertyDescription("s3: the service streams the archive, or answers 307 to a presigned URL")
        @Default("Proxy")
        Delivery delivery,

        @JsonPropertyDescription("rds: how archives are kept") @Default("Bytea")
        RdsMode rdsMode) {

    /** The kind of store. */
    public enum Backend {
        @JsonProperty("s3")
        S3,
        @JsonProperty("rds")
        RDS
    }

    /** The service's own cache. */
    public enum Caching {
        @JsonProperty("None")
        NONE,
        @JsonProperty("Memory")
        MEMORY,
        @JsonProperty("Disk")
        DISK
    }

    /** How the archive reaches the client. */
    public enum Delivery {
        @JsonProperty("Proxy")
        PROXY,
        @JsonProperty("Redirect")
        REDIRECT
    }

    /** How PostgreSQL keeps an archive. */
    public enum RdsMode {
        @JsonProperty("Bytea")
        BYTEA,
        @JsonProperty("LargeObject")
        LARGE_OBJECT
    }
}
