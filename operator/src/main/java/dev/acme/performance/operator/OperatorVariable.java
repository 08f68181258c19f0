package dev.acme.performance.operator;

import static dev.acme.performance.operator.Domain.deadline;
import static dev.acme.performance.operator.Domain.flag;
import static dev.acme.performance.operator.Domain.json;
import static dev.acme.performance.operator.Domain.list;
import static dev.acme.performance.operator.Domain.number;
import static dev.acme.performance.operator.Domain.open;
import static dev.acme.performance.operator.Domain.quantity;
import static dev.acme.performance.operator.Domain.text;

import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.operator.cost.PriceReader;
import dev.acme.performance.operator.external.TargetReader;

/** What an administrator may set in the operator's environment; each with what it means, in Markdown. */
enum OperatorVariable {
    WATCH_NAMESPACES(
            list("names with commas between", Shapes.NAMES, 256, "all"), "namespaces whose runs are carried out"),
    RUNS_PER_NAMESPACE(
            number(1, 100, 1), "runs of a namespace that are under way at once; more of them measure each other"),
    CEILING_CPU(
            quantity("64"),
            "the most that a run may ask for by `compute.cpu`; beyond a ceiling a run ends with reason"
                    + " `CeilingExceeded`"),
    CEILING_MEMORY(quantity("64Gi"), "the same of `compute.memory`"),
    CEILING_REPLICAS(number(1, 100, 100), "the same of `compute.replicas` or `autoscaling.maxReplicas`"),
    CEILING_CLIENTS(number(1, 10_000, 10_000), "the same of `clients`"),
    AUTOSCALING(
            flag(true),
            "`false` where no HorizontalPodAutoscaler works (`runs.autoscaling` of the chart; on one machine always): a run"
                    + " with `compute.autoscaling` then ends with reason `NotConfigured`"),
    LEADER_ELECTION(flag(false), "`true`: one of several replicas works"),
    LEASE_NAMESPACE(open("name", Shapes.NAME, "required with election"), "where the lease lies"),
    LEASE_NAME(
            text("name", Shapes.OBJECT, "performance-operator"),
            "the lease; the chart names it like the release's Deployment"),
    POD_NAME(open("name", Shapes.OBJECT, "required with election"), "who stands for election"),
    REGISTRY_IMAGE(open("image", Shapes.IMAGE, "required"), "what the pods run that serve and fill the registry"),
    LOADGEN_IMAGE(open("image", Shapes.IMAGE, "required"), "what the load generator's pod runs"),
    IMAGE_PULL_SECRETS(list("names with commas between", Shapes.OBJECTS, 16, "none"), "Secrets in the run's namespace"),
    REGISTRY_SERVICE_ACCOUNT(
            open("name", Shapes.OBJECT, "the namespace's default"),
            "ServiceAccount of the pods that serve and fill the registry; the API server's token is never mounted"),
    REGISTRY_PLACEMENT(
            json("JSON `{\"nodeSelector\":{…},\"tolerations\":[…]}`", "anywhere"), "where those pods may be scheduled"),
    LOAD_PLACEMENT(json("the same", "anywhere"), "where the load generator's may"),
    REGISTRY_PORT(number(1024, 65_535, 8080), "port of the registry service"),
    LOAD_CPU(quantity("2"), "limit of the load generator's pod; it requests 250m"),
    LOAD_MEMORY(quantity("256Mi"), "limit of the load generator's pod; it requests all of it"),
    S3_ENDPOINT(open("URL", Shapes.URL, "AWS"), "where archives lie"),
    S3_REGION(text("name", Shapes.WORD, "us-east-1"), "of the bucket, and of DynamoDB"),
    S3_BUCKET(open("name", Shapes.WORD, "required"), "the bucket"),
    DYNAMODB_ENDPOINT(open("URL", Shapes.URL, "AWS"), "where metadata lies"),
    DYNAMODB_TABLE(
            text("name", Shapes.TABLE, "performance-models"),
            "what the tables' names begin with; `-` and a catalogue's digest follow"),
    CREDENTIALS_SECRET(
            open("name", Shapes.NAME, "none"),
            "a Secret in the run's namespace whose key `credentials` is an AWS credentials file, perhaps with `ca.crt`"
                    + " ([TLS](#tls)); without it the pod's role counts"),
    MODEL_SOURCE(
            text("`generated` or `hub:URL`", Shapes.SOURCE, "generated"),
            "where the measured model comes from; a hub has the Hugging Face hub's layout, and its files must fit into the"
                    + " pod's scratch volume of 64Mi"),
    DATABASE_URL(
            open("`jdbc:postgresql://HOST:PORT/DATABASE`", Shapes.DATABASE, "none"),
            "the PostgreSQL of runs with `storage.backend: rds`, with `?sslmode=` `disable`, `prefer` or `require` at most."
                    + " Without it such a run ends with reason `NotConfigured`"),
    DATABASE_SECRET(
            open("name", Shapes.NAME, "required with `DATABASE_URL`"),
            "a Secret in the run's namespace with the keys `username`, `password`, perhaps `ca.crt`"),
    DATABASE_MAX_CONNECTIONS(
            number(11, 262_143, 100),
            "what `max_connections` of that PostgreSQL says; a run whose service could ask for more, less 10 for everybody"
                    + " else, ends with reason `CeilingExceeded`"),
    EXTERNAL_TARGETS(
            json("JSON `{NAME: {…}}`, at most " + TargetReader.MOST_CHARACTERS + " characters", "none"),
            "the services that runs with `compute.backend: external` may measure: [external targets](external-targets.md)"),
    PRICE_SHEET(
            json(
                    "JSON, at most " + PriceReader.MOST_CHARACTERS + " characters",
                    "the sheet in the operator's jar, the chart's default"),
            "what 1,000 downloads cost, in the shape of the chart's `prices`; what is missing in it is refused"),
    POPULATE_TIMEOUT_SECONDS(
            deadline(1_800), "deadline of filling the registry; a run's own `timeoutSeconds` bounds them all"),
    TARGET_TIMEOUT_SECONDS(deadline(300), "deadline of bringing the service up"),
    LOAD_START_TIMEOUT_SECONDS(deadline(300), "deadline of starting the load generator"),
    COLLECT_TIMEOUT_SECONDS(deadline(60), "deadline of reading its result"),
    FIDELITY(text("word", Shapes.WORD, "real"), "what every result says of its backends"),
    FIDELITY_NOTES(
            list("sentences with `;` between", Shapes.SENTENCES, RunEnvironment.MOST_NOTES, "none"),
            "what it says beside that"),
    HTTP_PORT(number(0, 65_535, 8080), "health (`/livez`, `/readyz`) and `/metrics`; 0: any free port"),
    API_PORT(
            text("port, or `off`", Shapes.PORT_OR_OFF, "8081"),
            "the [HTTP API](api.md) and the dashboard, on every replica; 0: any free port");

    /** Immutable, as every record of such values. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Domain domain;

    private final String meaning;

    OperatorVariable(Domain domain, String meaning) {
        this.domain = domain;
        this.meaning = meaning;
    }

    Domain domain() {
        return domain;
    }

    String meaning() {
        return meaning;
    }
}
