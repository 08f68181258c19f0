package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.LoadProfileBuilder;
import dev.acme.performance.exchange.Verify;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How requests arrive and what is checked of their answers. */
@ValidationRule(
        value = "self.mode == 'Burst' || self.requestsPerClient == 1",
        message = "belongs to load.mode Burst",
        fieldPath = ".requestsPerClient")
@ValidationRule(
        value = "self.mode != 'Burst' || !has(self.durationSeconds)",
        message = "has no meaning when load.mode is Burst",
        fieldPath = ".durationSeconds")
@ValidationRule(
        value = "self.mode == 'Burst' || has(self.durationSeconds)",
        message = "load.mode Closed, Constant and Poisson need durationSeconds")
@ValidationRule(
        value = "self.mode in ['Constant', 'Poisson'] || !has(self.ratePerSecond)",
        message = "belongs to load.mode Constant and Poisson",
        fieldPath = ".ratePerSecond")
@ValidationRule(
        value = "!(self.mode in ['Constant', 'Poisson']) || has(self.ratePerSecond)",
        message = "load.mode Constant and Poisson need ratePerSecond")
@ValidationRule(
        value = "self.mode == 'Closed' || self.thinkTimeMs == 0",
        message = "belongs to load.mode Closed",
        fieldPath = ".thinkTimeMs")
public record Load(
        @JsonPropertyDescription(
                "Burst: each client a fixed number of times from one instant; Closed: again and again; Constant, Poisson: open loop")
        @Default("Burst")
        LoadMode mode,

        @JsonPropertyDescription("Burst: requests of each client") @Default("1") @Min(1) @Max(1_000_000)
        int requestsPerClient,

        @JsonPropertyDescription("Closed, Constant, Poisson: length of the measured window")
        @Min(1)
        @Max(86_400)
        @Nullable
        Integer durationSeconds,

        @JsonPropertyDescription("Constant, Poisson: planned starts per second") @Min(1) @Max(1_000_000) @Nullable
        Integer ratePerSecond,

        @JsonPropertyDescription("Closed: pause of a client between answer and next request")
        @Default("0")
        @Min(0)
        @Max(600_000)
        int thinkTimeMs,

        @JsonPropertyDescription("load before the measured window, reported apart") @Default("0") @Min(0) @Max(3_600)
        int warmupSeconds,

        @JsonPropertyDescription("time limit of one request") @Default("300") @Min(1) @Max(3_600)
        int timeoutSeconds,

        @JsonPropertyDescription("load generator pods that share the clients and start at the same instant")
        @Default("1")
        @Min(1)
        @Max(50)
        int pods,

        @JsonPropertyDescription(
                "what is checked of every body beside its length; external: where the target tells a SHA-256")
        @Default("Crc32c")
        Verify verify,

        @JsonPropertyDescription("seed of everything random in the load") @Default("1")
        long seed) {

    /** How the load generator's clients ask; whom and for what is still to be said. */
    public LoadProfileBuilder profile(int clients) {
        return LoadProfile.builder()
                .clients(clients)
                .mode(mode)
                .requestsPerClient(requestsPerClient)
                .durationSeconds(durationSeconds)
                .ratePerSecond(ratePerSecond)
                .thinkTimeMs(thinkTimeMs)
                .warmupSeconds(warmupSeconds)
                .timeoutSeconds(timeoutSeconds)
                .verify(verify)
                .seed(seed);
    }
}
