package dev.rustauth.telemetry.sample.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.rustauth.telemetry.options.RustAuthOptions;
import dev.rustauth.telemetry.options.RustAuthOptions.AdditionalField;

/**
 * The tables of an application with these auth options.
 *
 * @param tables the tables, those that others refer to first
 */
record AuthSchema(List<Table> tables) {

	private static final String TEXT = "VARCHAR(255)";

	private static final String TIME = "TIMESTAMP WITH TIME ZONE";

	static AuthSchema of(RustAuthOptions options) {
		Column id = new Column("id", TEXT, " PRIMARY KEY");
		Column owner = new Column("userId", TEXT, " NOT NULL REFERENCES \"user\"(\"id\")");
		Table user = Table.of("user", options.user().additionalFields(), id, text("name"),
				new Column("email", TEXT, " NOT NULL UNIQUE"), new Column("emailVerified", "BOOLEAN", " NOT NULL"),
				time("createdAt"), time("updatedAt"));
		Table session = Table.of("session", options.session().additionalFields(), id, owner,
				new Column("token", TEXT, " NOT NULL UNIQUE"), time("expiresAt"), time("createdAt"));
		Table account = Table.of("account", Map.of(), id, owner, text("providerId"), text("accountId"),
				new Column("password", TEXT, ""), time("createdAt"));
		Table verification = Table.of("verification", Map.of(), id, text("identifier"), text("value"),
				time("expiresAt"));
		return new AuthSchema(List.of(user, session, account, verification));
	}

	private static Column text(String name) {
		return new Column(name, TEXT, " NOT NULL");
	}

	private static Column time(String name) {
		return new Column(name, TIME, " NOT NULL");
	}

	/**
	 * The statements that make all tables, each ending with a line of its own.
	 */
	String sql() {
		return this.tables.stream().map((table) -> table.create() + ";\n").collect(Collectors.joining("\n"));
	}

	/**
	 * Names are always quoted: {@code user} is a word of SQL, and names of additional
	 * fields may be anything.
	 */
	private static String quote(String name) {
		return '"' + name.replace("\"", "\"\"") + '"';
	}

	/**
	 * One table.
	 *
	 * @param name its name
	 * @param columns its columns, the primary key first
	 */
	record Table(String name, List<Column> columns) {

		static Table of(String name, Map<String, AdditionalField> additional, Column... columns) {
			List<Column> all = new ArrayList<>(List.of(columns));
			additional.forEach((field, definition) -> all.add(Column.of(field, definition)));
			return new Table(name, List.copyOf(all));
		}

		String create() {
			return this.columns.stream()
				.map((column) -> "  " + quote(column.name()) + " " + column.type() + column.constraint())
				.collect(Collectors.joining(",\n", "CREATE TABLE " + quote(this.name) + " (\n", "\n)"));
		}

		/**
		 * The statement that adds a column to rows which have no value for it.
		 */
		String add(Column column) {
			return "ALTER TABLE " + quote(this.name) + " ADD COLUMN " + quote(column.name()) + " " + column.type();
		}

	}

	/**
	 * One column.
	 *
	 * @param name its name
	 * @param type its type in SQL
	 * @param constraint its constraints in SQL, beginning with a space, or nothing
	 */
	record Column(String name, String type, String constraint) {

		static Column of(String name, AdditionalField field) {
			String type = switch (field.type()) {
				case STRING -> TEXT;
				case NUMBER -> "DOUBLE PRECISION";
				case BOOLEAN -> "BOOLEAN";
				case TIMESTAMP -> TIME;
				case JSON, STRING_ARRAY, NUMBER_ARRAY -> "CLOB";
			};
			return new Column(name, type, (field.required()) ? " NOT NULL" : "");
		}

	}

}
