package dev.rustauth.telemetry;

import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of the house that a compiler doesn't check.
 */
@AnalyzeClasses(packages = ArchitectureTests.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	static final String ROOT = "dev.rustauth.telemetry";

	/** From the top to the bottom: a package may use those after it. */
	static final List<String> LAYERS = List.of("autoconfigure", "actuate", "metrics", "test", "migrations",
			"compatibility", "secrets", "http", "delivery", "init", "contributor", "detect", "decision", "config",
			"options");

	@ArchTest
	static final ArchRule dependenciesPointDownwards = layers();

	@ArchTest
	static final ArchRule everyPackageIsOneOfTheHouse = ArchRuleDefinition.classes()
		.should(new ArchCondition<JavaClass>("live in the root package or in one of " + LAYERS) {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				String name = type.getPackageName();
				boolean known = name.equals(ROOT)
						|| LAYERS.stream().anyMatch((layer) -> name.equals(ROOT + "." + layer));
				events.add(new SimpleConditionEvent(type, known, type.getName() + " lives in " + name));
			}

		});

	@ArchTest
	static final ArchRule everyPackageIsNullMarked = ArchRuleDefinition.classes()
		.should(new ArchCondition<JavaClass>("live in a @NullMarked package") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
				events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
			}

		});

	/**
	 * Waits for events, which is what a test calls it for. No thread of an application
	 * ever enters those methods.
	 */
	private static final String WAITS_ON_PURPOSE = ROOT + ".test.RecordingTelemetrySink";

	@ArchTest
	static final ArchRule nothingBlocks = ArchRuleDefinition.noClasses()
		.that()
		.doNotHaveFullyQualifiedName(WAITS_ON_PURPOSE)
		.should()
		.callMethodWhere(DescribedPredicate.describe("blocks the calling thread", ArchitectureTests::blocks));

	@ArchTest
	static final ArchRule nothingPrintsToTheConsole = ArchRuleDefinition.noClasses()
		.should()
		.accessFieldWhere(DescribedPredicate.describe("is the console",
				(access) -> access.getTarget().getOwner().isEquivalentTo(System.class)
						&& List.of("out", "err").contains(access.getTarget().getName())));

	@ArchTest
	static final ArchRule nothingWritesAFile = ArchRuleDefinition.noClasses()
		.should()
		.callCodeUnitWhere(DescribedPredicate.describe("writes a file", ArchitectureTests::writesFile));

	/**
	 * Messages of exceptions quote values of settings. What is logged is their kind.
	 */
	@ArchTest
	static final ArchRule nothingLogsAnException = ArchRuleDefinition.noClasses()
		.should()
		.callMethodWhere(DescribedPredicate.describe("logs an exception with its message",
				(call) -> call.getTargetOwner().getName().equals("org.apache.commons.logging.Log")
						&& call.getTarget().getRawParameterTypes().size() > 1));

	@ArchTest
	static final ArchRule nothingChangesTheWholeJvm = ArchRuleDefinition.noClasses()
		.should()
		.callMethodWhere(DescribedPredicate.describe("changes the state of the JVM or of Reactor",
				ArchitectureTests::changesJvm));

	@ArchTest
	static final ArchRule nothingStartsAProcess = ArchRuleDefinition.noClasses()
		.should()
		.callCodeUnitWhere(DescribedPredicate.describe("starts a process", ArchitectureTests::startsProcess));

	@ArchTest
	static final ArchRule nothingUsesReactorsSharedThreads = ArchRuleDefinition.noClasses()
		.should()
		.callMethodWhere(DescribedPredicate.describe("is a scheduler that the application shares",
				(call) -> call.getTargetOwner().getName().equals("reactor.core.scheduler.Schedulers")
						&& List.of("parallel", "boundedElastic", "single", "immediate")
							.contains(call.getTarget().getName())));

	@ArchTest
	static final ArchRule autoConfigurationsHavePackagePrivateBeanMethods = ArchRuleDefinition.methods()
		.that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.notBePublic();

	// The builders of the options are abstract, for the generated ones, and closed all
	// the same: each has methods that only its package can implement.
	@ArchTest
	static final ArchRule publicClassesAreFinal = ArchRuleDefinition.classes()
		.that()
		.arePublic()
		.and()
		.areNotInterfaces()
		.and()
		.areNotEnums()
		.and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(ROOT + ".options")
			.and(JavaClass.Predicates.simpleName("Builder"))))
		.and(DescribedPredicate.describe("are no beans", (type) -> !isBean(type)))
		.should()
		.haveModifier(JavaModifier.FINAL);

	/**
	 * Aspects, scopes, mocks and post-processors of the application make subclasses of
	 * beans.
	 */
	@ArchTest
	static final ArchRule beansAreNotFinal = ArchRuleDefinition.classes()
		.that(DescribedPredicate.describe("are beans", ArchitectureTests::isBean))
		.should()
		.notHaveModifier(JavaModifier.FINAL);

	@ArchTest
	static final ArchRule onlyTheTestSupportKnowsSpringTest = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(ROOT + ".test")
		.should()
		.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.springframework.test..")
			.or(JavaClass.Predicates.resideInAPackage(ROOT + ".test")));

	@ArchTest
	static final ArchRule testSupportNeedsNoTestLibraryButSpringTest = ArchRuleDefinition.noClasses()
		.should()
		.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.junit..")
			.or(JavaClass.Predicates.resideInAPackage("org.assertj.."))
			.or(JavaClass.Predicates.resideInAPackage("org.opentest4j.."))
			.or(JavaClass.Predicates.resideInAPackage("org.springframework.boot.test..")));

	@ArchTest
	static final ArchRule onlyTheSinkKnowsTheClientAndJson = ArchRuleDefinition.noClasses()
		.that(DescribedPredicate.describe("are outside the http package",
				(type) -> !type.getPackageName().equals(ROOT + ".http")))
		.should()
		.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("reactor.netty..")
			.or(JavaClass.Predicates.resideInAPackage("io.netty.."))
			.or(JavaClass.Predicates.resideInAPackage("tools.jackson.."))
			.or(JavaClass.Predicates.resideInAPackage("org.springframework.web.reactive..")));

	@Test
	void blockingCallsShouldBeFound() {
		JavaClasses offenders = new ClassFileImporter().importClasses(Offender.class);
		assertThat(nothingBlocks.evaluate(offenders).getFailureReport().getDetails()).hasSize(4);
		assertThat(nothingChangesTheWholeJvm.evaluate(offenders).getFailureReport().getDetails()).hasSize(1);
		assertThat(nothingUsesReactorsSharedThreads.evaluate(offenders).getFailureReport().getDetails()).hasSize(1);
	}

	@Test
	void writingAFileShouldBeFound() {
		JavaClasses offenders = new ClassFileImporter().importClasses(Offender.class);
		assertThat(nothingWritesAFile.evaluate(offenders).getFailureReport().getDetails()).hasSize(3);
	}

	@Test
	void startingAProcessShouldBeFound() {
		JavaClasses offenders = new ClassFileImporter().importClasses(Offender.class);
		assertThat(nothingStartsAProcess.evaluate(offenders).getFailureReport().getDetails()).hasSize(3);
	}

	private static LayeredArchitecture layers() {
		LayeredArchitecture architecture = Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.layer("root")
			.definedBy(ROOT);
		for (String layer : LAYERS) {
			architecture = architecture.optionalLayer(layer).definedBy(ROOT + "." + layer);
		}
		architecture = architecture.whereLayer("root").mayNotAccessAnyLayer();
		for (int i = 0; i < LAYERS.size(); i++) {
			String[] below = Stream.concat(LAYERS.subList(i + 1, LAYERS.size()).stream(), Stream.of("root"))
				.toArray(String[]::new);
			architecture = architecture.whereLayer(LAYERS.get(i)).mayOnlyAccessLayers(below);
		}
		return architecture;
	}

	private static boolean isBean(JavaClass type) {
		return type.isMetaAnnotatedWith(Configuration.class) || type.getDirectDependenciesToSelf()
			.stream()
			.map(Dependency::getOriginClass)
			.filter((origin) -> origin.isMetaAnnotatedWith(Configuration.class))
			.flatMap((origin) -> origin.getMethods().stream())
			.anyMatch((method) -> method.isAnnotatedWith(Bean.class) && makes(method, type));
	}

	private static boolean makes(JavaMethod method, JavaClass type) {
		return type.isAssignableTo(method.getRawReturnType().getName()) && method.getConstructorCallsFromSelf()
			.stream()
			.anyMatch((call) -> !call.isDeclaredInLambda() && call.getTargetOwner().equals(type));
	}

	private static boolean blocks(JavaCall<?> call) {
		String owner = call.getTargetOwner().getName();
		String name = call.getTarget().getName();
		return switch (owner) {
			case "reactor.core.publisher.Mono", "reactor.core.publisher.Flux" ->
				name.startsWith("block") || name.equals("toIterable") || name.equals("toStream");
			case "java.lang.Thread" -> List.of("sleep", "join").contains(name);
			case "java.lang.Object" -> name.equals("wait");
			case "java.util.concurrent.CountDownLatch", "java.util.concurrent.CyclicBarrier",
					"java.util.concurrent.locks.Condition" ->
				name.startsWith("await");
			case "java.util.concurrent.Future", "java.util.concurrent.CompletableFuture" ->
				List.of("get", "join").contains(name);
			case "java.util.concurrent.ExecutorService" ->
				List.of("awaitTermination", "invokeAll", "invokeAny").contains(name);
			default -> owner.startsWith("java.util.concurrent.") && owner.endsWith("BlockingQueue")
					&& List.of("take", "put").contains(name);
		};
	}

	private static boolean writesFile(JavaCall<?> call) {
		String owner = call.getTargetOwner().getName();
		String name = call.getTarget().getName();
		return switch (owner) {
			case "java.nio.file.Files" ->
				name.matches("(write|create|copy|move|delete|set).*|new(OutputStream|BufferedWriter|ByteChannel)");
			case "java.io.FileOutputStream", "java.io.FileWriter", "java.io.RandomAccessFile",
					"java.nio.channels.FileChannel" ->
				true;
			default -> false;
		};
	}

	private static boolean startsProcess(JavaCall<?> call) {
		String owner = call.getTargetOwner().getName();
		return owner.equals("java.lang.ProcessBuilder")
				|| (owner.equals("java.lang.Runtime") && call.getName().equals("exec"));
	}

	private static boolean changesJvm(JavaCall<?> call) {
		String owner = call.getTargetOwner().getName();
		String name = call.getTarget().getName();
		return (owner.equals("java.lang.System") && name.startsWith("set"))
				|| (owner.equals("java.lang.Runtime") && name.equals("addShutdownHook"))
				|| (owner.startsWith("reactor.core.publisher.Hooks"))
				|| (owner.equals("reactor.core.scheduler.Schedulers") && name.startsWith("set"))
				|| (owner.equals("java.util.TimeZone") && name.equals("setDefault"));
	}

	/**
	 * Does what is forbidden, to show that it is noticed.
	 */
	static class Offender {

		void offend(Future<?> future) throws Exception {
			Thread.sleep(1);
			future.get();
			new CountDownLatch(1).await();
			Mono.empty().block();
			System.setProperty("a", "b");
			Files.writeString(Path.of("a"), "b");
			new FileOutputStream("a").close();
			new ProcessBuilder("a").start();
			Runtime.getRuntime().exec("a");
			Flux.just(1).publishOn(reactor.core.scheduler.Schedulers.parallel());
		}

	}

}
