package dev.acme.performance.registry;

import static dev.acme.performance.registry.CacheConfig.GIB;
import static dev.acme.performance.registry.CacheConfig.MOST_DISK;
import static dev.acme.performance.registry.CacheConfig.MOST_MEMORY;
import static dev.acme.performance.registry.CacheConfig.STANDARD_MOST;
import static dev.acme.performance.registry.Domain.bytes;
import static dev.acme.performance.registry.Domain.number;
import static dev.acme.performance.registry.Domain.open;
import static dev.acme.performance.registry.Domain.seconds;
import static dev.acme.performance.registry.Domain.text;
import static dev.acme.performance.registry.Domain.words;

import java.util.ArrayList;
import java.util.List;

/** What may be set in the environment or in the file {@code PERFORMANCE_CONFIG}; each with what it means, in Markdown. */
enum RegistryVariable {
    COMPUTE_BACKEND(
            words("ecs", "lambda"),
            "`lambda` belongs to the commands `function` and `function-host`; `serve` refuses it"),
    STORAGE_BACKEND(words("s3", "rds"), "`rds`: archives lie in PostgreSQL"),
    S3_ENDPOINT(open("URL", "AWS"), "where the bucket is"),
    S3_REGION(text("name", "us-east-1"), "of the bucket, and of DynamoDB"),
    S3_BUCKET(open("name", "required with `s3`"), "the bucket"),
    S3_PREFIX(open("like `some/folder/`", "none"), "what the bucket's keys begin with"),
    AWS_CA_BUNDLE(
            open(
                    "file",
                    "`ca.crt` beside `AWS_SHARED_CREDENTIALS_FILE`, where there is one; else the JDK's authorities"),
            "certificates (PEM) of the authorities, and no others, that may vouch for `https` endpoints of S3 and DynamoDB"),
    DYNAMODB_ENDPOINT(open("URL", "AWS"), "where the table is"),
    DYNAMODB_TABLE(open("name", "required"), "the table"),
    DATABASE_URL(
            open("`jdbc:postgresql://HOST:PORT/DATABASE`", "required with `rds`"),
            "the database; with `?sslmode=` `disable`, `prefer` or `require` at most"),
    DATABASE_CREDENTIALS(
            open("folder", "required with `rds`"),
            "holds the files `username` and `password`; with `ca.crt` too the server must prove itself (`verify-full`);"
                    + " one that cannot be read, or holds no certificate, is refused. Read once, at the start"),
    DATABASE_PREFIX(
            open("like `some/folder/`", "none"),
            "what archives' names begin with, so that registries share a database"),
    RDS_MODE(words("bytea", "largeobject"), "`bytea`: archives in rows of 256 KiB; `largeobject`: as large objects"),
    DELIVERY(
            words("proxy", "redirect"),
            "`redirect`: answers 307 with a presigned URL of the bucket, valid for two minutes; neither with"
                    + " `ENABLE_CACHING` nor with `rds`"),
    ENABLE_CACHING(
            words("false", "true"),
            "`true`: whole archives are kept, and fetched once for all who ask at the same time; answers carry"
                    + " `X-Cache: hit` or `miss`"),
    CACHE(words("memory", "disk"), "where they are kept; `memory`: outside the heap"),
    CACHE_BYTES(
            bytes(
                    1,
                    MOST_DISK,
                    "memory: half of what the JVM may see, at most " + STANDARD_MOST / GIB + " GiB; disk: "
                            + STANDARD_MOST / GIB + " GiB"),
            "most bytes of archives, those on their way in and those still being read included; larger archives pass the"
                    + " cache by. Memory: at most " + MOST_MEMORY / GIB + " GiB"),
    CACHE_FOLDER(
            open("folder", "`registry-cache` in the temporary folder"),
            "where `disk` keeps them; one process a folder. Environments of a function host have a folder each below it,"
                    + " `environment-…`, which goes with them, and `CACHE_BYTES` each"),
    THREAD_POOL_SIZE(number(1, 1024, 100), "requests handled at once; further ones queue"),
    QUEUE_LENGTH(number(0, RegistryConfig.MOST_CLIENTS, RegistryConfig.MOST_CLIENTS), "requests that may wait"),
    QUEUE_TIMEOUT_SECONDS(seconds(1, 3600, 300), "longest wait in that queue"),
    S3_CONNECTION_POOL_SIZE(number(1, 1024, 150), "connections to the bucket"),
    DATABASE_CONNECTION_POOL_SIZE(
            number(1, 500, 20),
            "connections that serve downloads, beside one for `/health/ready` once that was asked; `populate` takes one"
                    + " for each of `--concurrency` and one more"),
    POOL_TIMEOUT_SECONDS(seconds(1, 3600, 60), "longest wait for a connection to the bucket or to the database"),
    FIRST_BYTE_TIMEOUT_SECONDS(seconds(1, 3600, 15), "longest wait for the storage's first byte"),
    STALL_TIMEOUT_SECONDS(seconds(1, 3600, 30), "longest wait between two bytes of a body"),
    HOST(text("address", "0.0.0.0"), "the listening side"),
    PORT(number(0, 65_535, 8080), "its port; 0: any free one"),
    READY_MODEL(
            open("`MODEL/VERSION` as in an archive's path", "none"),
            "the service waits until the catalogue holds it, warms up with it, and only then opens its port"),
    WARM_UP_SECONDS(seconds(0, 60, 4), "most time for warming up before the port opens"),
    SHUTDOWN_GRACE_SECONDS(seconds(0, 3600, 25), "longest drain after SIGTERM"),
    FUNCTION_MEMORY_MB(
            number(128, 10_240, 1769),
            "memory of the function; told to each environment as processors (1769 MB are one), not enforced"),
    FUNCTION_MAX_CONCURRENCY(
            number(1, FunctionHostConfig.MOST, 100),
            "requests at once; a further one is answered 429, `ConcurrentInvocationLimitExceeded`"),
    FUNCTION_PROVISIONED_CONCURRENCY(
            number(0, FunctionHostConfig.MOST, 0),
            "environments started before the port opens, kept, and replaced where one ends; at most"
                    + " `FUNCTION_MAX_CONCURRENCY`"),
    FUNCTION_IDLE_SECONDS(seconds(0, 3600, 300), "an unused environment is ended after it; 0: never"),
    FUNCTION_TIMEOUT_SECONDS(seconds(1, 900, 300), "time of one invocation: 504, and the environment ends with it"),
    FUNCTION_INIT_SECONDS(
            seconds(0, 900, 10),
            "time of a first initialisation, which then begins again under the invocation's time-out; 0: that time-out alone;"
                    + " a provisioned one has that time-out, 130 s at least"),
    FUNCTION_REQUESTS_PER_SECOND(
            number(0, 10_000, 10),
            "invocations of one environment in a second; where all have served theirs and none may be added: 429,"
                    + " `FunctionInvocationRateLimitExceeded`; 0: any number"),
    FUNCTION_RAMP_PER_10_SECONDS(number(0, 10_000, 1000), "environments started within ten seconds; 0: any number"),
    FUNCTION_RESPONSE_MODE(
            words("streaming", "buffered"), "`buffered`: an answer holds at most `FUNCTION_BUFFERED_BYTES`"),
    FUNCTION_BUFFERED_BYTES(
            number(1, 6_291_556, 6_291_556), "size of one answer; beyond it: 502, `Function.ResponseSizeTooLarge`"),
    FUNCTION_STREAM_MB(number(0, 10_000, 200), "most of a streamed answer, 10^6 bytes; it is cut off there; 0: any"),
    FUNCTION_STREAM_FREE_MB(number(0, 10_000, 6), "part of a streamed answer, 10^6 bytes, that is sent at full speed"),
    FUNCTION_STREAM_MB_PER_SECOND(number(0, 10_000, 2), "the pace of what follows; 0: full speed"),
    FUNCTION_HOST_MEMORY_MB(
            number(0, 1 << 20, 0),
            "memory that the host and its environments share; 0: nobody counts. An environment that has no room in it:"
                    + " 503, `host-memory`"),
    FUNCTION_ENVIRONMENT_MB(
            number(16, 10_240, 110),
            "what one environment takes of it; the host itself takes " + FunctionHostConfig.OWN_MB),
    FUNCTION_STARTS_AT_ONCE(
            number(1, FunctionHostConfig.MOST, "processors"), "environments that start at the same time on this host"),
    FUNCTION_AOT_CACHE(
            open("file", "none"),
            "the JDK's AOT cache for environments (JEP 514); recorded by one environment before the port opens, where it"
                    + " is not there: from jars only, some 60 MB, twice as much while it is made");

    /** Immutable, though its list does not say so in its type. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Domain domain;

    private final String meaning;

    RegistryVariable(Domain domain, String meaning) {
        this.domain = domain;
        this.meaning = meaning;
    }

    Domain domain() {
        return domain;
    }

    String meaning() {
        return meaning;
    }

    static List<String> names() {
        var names = new ArrayList<String>();
        for (var variable : values()) {
            names.add(variable.name());
        }
        return names;
    }
}
