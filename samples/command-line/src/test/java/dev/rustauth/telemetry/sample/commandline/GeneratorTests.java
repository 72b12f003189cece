package dev.rustauth.telemetry.sample.commandline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.rustauth.telemetry.options.RustAuthOptions;

import static org.assertj.core.api.Assertions.assertThat;

class GeneratorTests {

	private final PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());

	private final Generator generator = new Generator(new Output(this.nowhere, this.nowhere));

	private final AuthSchema schema = AuthSchema.of(RustAuthOptions.builder().build());

	private final AuthSchema other = AuthSchema
		.of(RustAuthOptions.builder().user((user) -> user.additionalField("role", (field) -> {
		})).build());

	@TempDir
	private Path directory;

	@Test
	void runShouldWriteWhatChangedAndOnlyReplaceWhenForced() throws IOException {
		Path file = this.directory.resolve("new/schema.sql");
		Command.Generate careful = new Command.Generate(file, false);
		Command.Generate forced = new Command.Generate(file, true);
		assertThat(this.generator.run(careful, this.schema)).isEqualTo(Outcome.GENERATED);
		assertThat(file).hasContent(this.schema.sql());
		assertThat(this.generator.run(careful, this.schema)).isEqualTo(Outcome.NO_CHANGES);
		assertThat(this.generator.run(forced, this.schema)).isEqualTo(Outcome.NO_CHANGES);
		assertThat(this.generator.run(careful, this.other)).isEqualTo(Outcome.ABORTED);
		assertThat(file).hasContent(this.schema.sql());
		assertThat(this.generator.run(forced, this.other)).isEqualTo(Outcome.OVERWRITTEN);
		assertThat(file).hasContent(this.other.sql());
	}

}
