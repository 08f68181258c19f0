package dev.acme.performance.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.PerformanceOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The house keeps its shape: who may know whom, and what only a few may touch. */
class HouseRulesTest {
    private static final String OURS = "dev.acme.performance.";
    private static final String LOCAL = OURS + "local.";
    private static final String OPERATOR = OURS + "operator.";
    private static final Pattern SLEEP = Pattern.compile("\\bsleep\\(");
    private static JavaClasses all;

    @BeforeAll
    static void read() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        all = classesOf(PerformanceRun.class, PerformanceOperator.class, LocalKubernetes.class);
    }

    /** Those that lie where one of a module lies; to search the class path of 250 jars would take half a minute. */
    private static JavaClasses classesOf(Class<?>... ofModules) {
        return new ClassFileImporter()
                .importLocations(Stream.of(ofModules)
                        .map(one -> Location.of(
                                one.getProtectionDomain().getCodeSource().getLocation()))
                        .toList());
    }

    private static void check(ArchRule rule) {
        rule.check(all);
    }

    @Test
    void modulesKnowOnlyWhomTheArchitectureNames() {
        check(
                Architectures.layeredArchitecture()
                        .consideringOnlyDependenciesInLayers()
                        .layer("crds")
                        .definedBy(OURS + "crds..")
                        .layer("operator")
                        .definedBy(OURS + "operator..")
                        .layer("local")
                        .definedBy(OURS + "local..")
                        .whereLayer("crds")
                        .mayNotAccessAnyLayer()
                        .whereLayer("operator")
                        .mayOnlyAccessLayers("crds")
                        .whereLayer("local")
                        .mayOnlyAccessLayers("crds", "operator")
                        .because(
                                "the contract is everybody's, and the one-machine Kubernetes is no part of the operator's image"));
    }

    @Test
    void theProgramsThatAreMeasuredAndMeasureAreStartedAsProcesses() {
        check(noClasses()
                .that()
                .resideInAnyPackage(OURS + "crds..", OURS + "operator..", OURS + "local..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OURS + "registry..", OURS + "loadgen..")
                .because(
                        "the measured service and the instrument run in processes of their own, here as in a cluster"));
    }

    @Test
    void theOperatorsRoomsDoNotKnowTheReconciler() {
        check(noClasses()
                .that()
                .resideInAnyPackage(OPERATOR + "target..", OPERATOR + "load..", OPERATOR + "diagnosis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(OPERATOR + "run..")
                .because("the reconciler asks targets, loads and diagnoses, never the other way round"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "local"})
    void roomsDoNotKnowEachOtherInCircles(String module) {
        check(SlicesRuleDefinition.slices()
                .matching(OURS + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a circle of rooms is one large room"));
    }

    @Test
    void localsRoomsStandOnEachOther() {
        check(Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("admission")
                .definedBy(LOCAL + "admission..")
                .layer("apiserver")
                .definedBy(LOCAL + "apiserver..")
                .layer("controllers")
                .definedBy(LOCAL + "controllers..")
                .layer("node")
                .definedBy(LOCAL + "node..")
                .layer("backends")
                .definedBy(LOCAL + "backends..")
                .whereLayer("admission")
                .mayNotAccessAnyLayer()
                .whereLayer("apiserver")
                .mayOnlyAccessLayers("admission")
                .whereLayer("controllers")
                .mayOnlyAccessLayers("apiserver")
                .whereLayer("node")
                .mayOnlyAccessLayers("apiserver")
                .whereLayer("backends")
                .mayNotAccessAnyLayer()
                .because("controllers and node meet only in the API, as in a cluster"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OPERATOR + "diagnosis..",
                OPERATOR + "experiment.plan..",
                LOCAL + "admission..",
            })
    void purePackagesDoNoInputAndOutput(String pure) {
        check(noClasses()
                .that()
                .resideInAPackage(pure)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "io.fabric8.kubernetes.client.dsl..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Process.class, ProcessBuilder.class)
                .because("what takes values and returns values is tested by tables"));
    }

    @Test
    void plansTakeValuesAndReturnValues() {
        check(noClasses()
                .that()
                .haveNameMatching(
                        ".*\\.(RunPlanner|FinalStatus|EcsManifests|LoadJobManifest|PopulateJobManifest|JobPlanner|JobPods|FailureRules|Rollout|GarbageStep|EndpointPlan|ReplicaSetPlan|DeploymentProgress|Placement|PodView|PodStatusOf|ProbePlan|Backoff)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "io.fabric8.kubernetes.client..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.(Cluster|InstantSource|Clock|Thread)")
                .because("a decision that reads the world cannot be tested by a table"));
    }

    @Test
    void theEnvironmentIsReadAtTheDoor() {
        check(noClasses()
                .that()
                .haveNameNotMatching(".*(Main|Config|Settings|Command)")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .because("one record per process holds its configuration and names every bad value at the start"));
    }

    @Test
    void nobodySleeps() {
        check(noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .because("who waits, waits for a condition, with a deadline"));
    }

    /** Of every module: their test classes are on no class path of this one. */
    @Test
    void noTestSleeps() throws IOException {
        var sleepers = new ArrayList<Path>();
        try (var modules = Files.newDirectoryStream(Path.of(".."), HouseRulesTest::hasTests)) {
            for (var module : modules) {
                try (var files = Files.walk(module.resolve("src/test/java"))) {
                    files.filter(Files::isRegularFile)
                            .filter(HouseRulesTest::callsSleep)
                            .forEach(sleepers::add);
                }
            }
        }

        assertThat(sleepers)
                .as("who waits, waits for a condition, with a deadline")
                .isEmpty();
    }

    private static boolean hasTests(Path folder) {
        return Files.isDirectory(folder.resolve("src/test/java"));
    }

    private static boolean callsSleep(Path source) {
        try {
            return SLEEP.matcher(Files.readString(source)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyProgramsPrint() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(LOCAL + "command..")
                .and()
                .haveNameNotMatching(".*(Main|Benchmark)")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("standard output belongs to the result"));
    }

    @Test
    void thereIsOneLoggingInterface() {
        check(noClasses()
                .that()
                .doNotBelongToAnyOf(Quiet.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("logs go through SLF4J; only the libraries' own talk is silenced there"));
    }

    @Test
    void nothingIsMocked() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.mockito..", "org.easymock..", "mockit..")
                .because("a fake is a small honest implementation")
                .check(classesOf(LocalKubernetes.class, HouseRulesTest.class));
    }

    @Test
    void namesSayWhatAClassDoes() {
        check(classes()
                .that()
                .areTopLevelClasses()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotStartingWith("Abstract")
                .because("a class answers one question and is named after it"));
    }

    @Test
    void theRulesSeeTheHouse() {
        classes()
                .that()
                .haveFullyQualifiedName(OPERATOR + "run.RunPlanner")
                .should()
                .bePackagePrivate()
                .check(all);
        classes()
                .that(JavaClass.Predicates.simpleName("JobPlanner"))
                .should()
                .bePackagePrivate()
                .check(all);
    }
}
