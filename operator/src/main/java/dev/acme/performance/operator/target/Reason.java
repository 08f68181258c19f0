package dev.acme.performance.operator.target;

/** Why something is as it is; the same word is condition reason, Event reason and metric label. */
public enum Reason {
    QUEUED("Queued"),
    SUSPENDED("Suspended"),
    CANCELLED("Cancelled"),
    ATTEMPT_STARTED("AttemptStarted"),
    FILLING_REGISTRY("FillingRegistry"),
    REGISTRY_FILLED("RegistryFilled"),
    PROVISIONING_TARGET("ProvisioningTarget"),
    TARGET_READY("TargetReady"),
    TARGET_CHANGED("TargetChanged"),
    LOAD_STARTED("LoadStarted"),
    COLLECTING("Collecting"),
    MEASURED("Measured"),
    SUSPECT("Suspect"),
    CACHE_TOO_SMALL("CacheTooSmall"),
    VOID("Void"),
    OBJECTIVES_MISSED("ObjectivesMissed"),
    NOT_BUILT("NotBuilt"),
    NOT_CONFIGURED("NotConfigured"),
    CEILING_EXCEEDED("CeilingExceeded"),
    UNKNOWN_TARGET("UnknownTarget"),
    IMAGE_UNAVAILABLE("ImageUnavailable"),
    UNSCHEDULABLE("Unschedulable"),
    CONFIGURATION_MISSING("ConfigurationMissing"),
    OUT_OF_MEMORY("OutOfMemory"),
    CRASH_LOOP("CrashLoop"),
    DISRUPTED("Disrupted"),
    PROGRAM_FAILED("ProgramFailed"),
    UNREADABLE("Unreadable"),
    CLEANUP_INCOMPLETE("CleanupIncomplete"),
    NAME_CONFLICT("NameConflict"),
    REFUSED("Refused"),
    POPULATE_FAILED("PopulateFailed"),
    RESULT_MISSING("ResultMissing"),
    POD_LOST("PodLost"),
    DEADLINE_EXCEEDED("DeadlineExceeded");

    private final String word;

    Reason(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
