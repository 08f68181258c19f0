package dev.acme.performance.operator.web.access;

/** What may be done with which objects of a namespace, in Kubernetes' words. */
public record Right(Verb verb, Objects objects) {
    /** The verbs that this API needs. */
    public enum Verb {
        GET("get"),
        LIST("list"),
        CREATE("create"),
        PATCH("patch");

        private final String word;

        Verb(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** The kinds that this API shows. */
    public enum Objects {
        RUNS("performanceruns"),
        EXPERIMENTS("performanceexperiments");

        private final String plural;

        Objects(String plural) {
            this.plural = plural;
        }

        @Override
        public String toString() {
            return plural;
        }
    }

    public static final Right GET_RUNS = new Right(Verb.GET, Objects.RUNS);
    public static final Right LIST_RUNS = new Right(Verb.LIST, Objects.RUNS);
    public static final Right CREATE_RUNS = new Right(Verb.CREATE, Objects.RUNS);
    public static final Right PATCH_RUNS = new Right(Verb.PATCH, Objects.RUNS);
    public static final Right GET_EXPERIMENTS = new Right(Verb.GET, Objects.EXPERIMENTS);
    public static final Right LIST_EXPERIMENTS = new Right(Verb.LIST, Objects.EXPERIMENTS);

    @Override
    public String toString() {
        return verb + " " + objects;
    }
}
