package dev.rustauth.telemetry.sample.commandline;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CommandTests {

	@Test
	void parseShouldReadWordOptionsAndLeaveSpringItsOwn() {
		assertThat(Command.parse("--spring.datasource.url=jdbc:h2:mem:x", "migrate", "--debug"))
			.isEqualTo(new Command.Migrate(false));
		assertThat(Command.parse("migrate", "--dry-run")).isEqualTo(new Command.Migrate(true));
		assertThat(Command.parse("generate")).isEqualTo(new Command.Generate(Path.of("schema.sql"), false));
		assertThat(Command.parse("--force", "generate", "--output=a/b.sql"))
			.isEqualTo(new Command.Generate(Path.of("a/b.sql"), true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "destroy", "migrate generate", "migrate --dryrun", "migrate -n", "migrate --force",
			"generate --dry-run", "generate --output", "generate --output=" })
	void parseWhenArgumentsMakeNoCommandShouldShowUsage(String line) {
		String[] arguments = (line.isEmpty()) ? new String[0] : line.split(" ");
		assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Command.parse(arguments))
			.withMessageContaining("Usage:");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			generate --output               | --output needs the name of a file
			generate --output=              | --output needs the name of a file
			generate --output=a --output=b  | --output is there more than once
			migrate --output=a              | 'migrate' knows no option
			""", quoteCharacter = '"')
	void parseWhenOutputIsWrongShouldSayWhatIsWrong(String line, String problem) {
		assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Command.parse(line.split(" ")))
			.withMessageStartingWith(problem);
	}

	@Test
	void parseWhenOutputIsNoFileNameShouldSayWhatIsWrong() {
		assertThatExceptionOfType(UsageException.class).isThrownBy(() -> Command.parse("generate", "--output=a\0b"))
			.withMessageStartingWith("--output can't be the name of a file");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--help", "-h", "destroy --help", "--help --nonsense" })
	void parseWhenHelpIsAskedForShouldGiveIt(String line) {
		assertThat(Command.parse(line.split(" "))).isEqualTo(new Command.Help());
	}

}
