package dev.rustauth.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What applications may use is what {@code docs/public-types.txt} lists, no more and no
 * less.
 */
@AnalyzeClasses(packages = ArchitectureTests.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class PublicTypesTests {

	/** Whose types may stand in the signatures of ours. */
	private static final List<String> OTHERS = List.of("java.", "org.springframework.", "reactor.core.",
			"org.reactivestreams.");

	private final Set<String> listed = listed();

	@ArchTest
	void listedTypesShouldBePublic(JavaClasses types) {
		assertThat(this.listed).isSubsetOf(names(types, PublicTypesTests::isPublic));
	}

	@ArchTest
	void publicTypesShouldBeListedOrMarkedInternal(JavaClasses types) {
		assertThat(names(types, (type) -> isPublic(type) && !isMarked(type))).isEqualTo(this.listed);
	}

	@ArchTest
	void onlyPublicTypesShouldBeMarked(JavaClasses types) {
		assertThat(names(types, (type) -> !isPublic(type) && isMarked(type))).isEmpty();
	}

	@ArchTest
	void signaturesOfListedTypesShouldNameNothingThatIsNotListed(JavaClasses types) {
		assertThat(types.stream()
			.filter((type) -> isListed(type) && isPublic(type))
			.flatMap((type) -> mentioned(type).filter((other) -> !isAllowed(other))
				.map((other) -> type.getName() + " -> " + other.getName()))
			.distinct()
			.toList()).isEmpty();
	}

	private static Set<String> listed() {
		try {
			return Files.readAllLines(Path.of("../docs/public-types.txt"))
				.stream()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> ArchitectureTests.ROOT + "." + line)
				.collect(Collectors.toCollection(TreeSet::new));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Set<String> names(JavaClasses types, Predicate<JavaClass> filter) {
		return types.stream()
			.filter(JavaClass::isTopLevelClass)
			.filter((type) -> !type.getSimpleName().equals("package-info"))
			.filter(filter)
			.map(JavaClass::getName)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC);
	}

	private static boolean isMarked(JavaClass type) {
		return type.isAnnotatedWith(Internal.class);
	}

	private boolean isAllowed(JavaClass type) {
		return type.isPrimitive() || isListed(type) || OTHERS.stream().anyMatch(type.getName()::startsWith);
	}

	/**
	 * What is nested in a listed type is listed with it.
	 */
	private boolean isListed(JavaClass type) {
		return this.listed.contains(type.getName().replaceFirst("\\$.*", ""));
	}

	private static Stream<JavaClass> mentioned(JavaClass type) {
		Stream<JavaType> above = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
		Stream<JavaType> fields = type.getFields()
			.stream()
			.filter(PublicTypesTests::isVisible)
			.map((field) -> field.getType());
		Stream<JavaType> calls = type.getCodeUnits()
			.stream()
			.filter(PublicTypesTests::isVisible)
			.flatMap(PublicTypesTests::signature);
		return Stream.of(above, fields, calls)
			.flatMap((types) -> types)
			.flatMap((mentioned) -> mentioned.getAllInvolvedRawTypes().stream())
			.map(JavaClass::getBaseComponentType);
	}

	private static Stream<JavaType> signature(JavaCodeUnit unit) {
		return Stream
			.of(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream(), unit.getExceptionTypes().stream())
			.flatMap((types) -> types);
	}

	private static boolean isVisible(JavaMember member) {
		return (member.getModifiers().contains(JavaModifier.PUBLIC)
				|| member.getModifiers().contains(JavaModifier.PROTECTED))
				&& !member.getModifiers().contains(JavaModifier.SYNTHETIC);
	}

}
