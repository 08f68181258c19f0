package dev.acme.performance.local.backends;

import java.util.Map;

/** What {@link BackendsMain} reads from its environment; each with kind, default and meaning, in Markdown. */
enum BackendsVariable {
    HOST("address", "127.0.0.1", "", "the listening side of all"),
    S3_PORT(BackendsVariable.PORT, "0", "", "of S3; 0: any free one"),
    DYNAMODB_PORT(BackendsVariable.PORT, "0", "", "of DynamoDB; 0: any free one"),
    POSTGRES_PORT(BackendsVariable.PORT, "", "no PostgreSQL", "of PostgreSQL; 0: any free one"),
    STORAGE_SHAPE(
            "`s3`, or some of `firstByteMs=100,connectionMBps=85,totalMBps=1250,errorPercent=0.1,metadataMs=5`",
            "",
            "as fast as they are",
            "how slow S3, PostgreSQL and DynamoDB are made ([diagnosis](diagnosis.md#shaped-storage))"),
    FOLDER("folder", "", "a new temporary one", "where objects lie; tables are kept in memory"),
    AWS_ACCESS_KEY_ID("name", "", "a new one, which it prints", "of the only key that S3 takes"),
    AWS_SECRET_ACCESS_KEY(
            "text",
            "",
            "likewise",
            "that key; the password of PostgreSQL's role `models` too. Both are set, or neither");

    static final int MOST_PORT = 65_535;
    private static final String PORT = "0 to " + MOST_PORT;

    private final String kind;
    private final String standard;
    private final String told;
    private final String meaning;

    BackendsVariable(String kind, String standard, String told, String meaning) {
        this.kind = kind;
        this.standard = standard;
        this.told = told;
        this.meaning = meaning;
    }

    String kind() {
        return kind;
    }

    String standard() {
        return standard;
    }

    /** The default in words, where it is not always the same. */
    String told() {
        return told;
    }

    String meaning() {
        return meaning;
    }

    /** Empty where it is neither set nor has a default. */
    String in(Map<String, String> environment) {
        String text = environment.getOrDefault(name(), "");
        return text.isEmpty() ? standard : text;
    }
}
