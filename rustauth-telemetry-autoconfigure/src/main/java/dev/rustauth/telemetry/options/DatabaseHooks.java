package dev.rustauth.telemetry.options;

import java.util.function.Consumer;

import com.google.auto.value.AutoBuilder;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Hooks around changes in the database.
 *
 * @param user hooks around changes of the user table
 * @param session hooks around changes of the session table
 * @param account hooks around changes of the account table
 * @param verification hooks around changes of the verification table
 * @since 0.1.0
 */
public record DatabaseHooks(@DefaultValue @NestedConfigurationProperty ModelHooks user,
		@DefaultValue @NestedConfigurationProperty ModelHooks session,
		@DefaultValue @NestedConfigurationProperty ModelHooks account,
		@DefaultValue @NestedConfigurationProperty ModelHooks verification) {

	static final DatabaseHooks DEFAULTS = new DatabaseHooks(ModelHooks.DEFAULTS, ModelHooks.DEFAULTS,
			ModelHooks.DEFAULTS, ModelHooks.DEFAULTS);

	/**
	 * Hooks around changes of one table.
	 *
	 * @param create hooks around the creation of a row
	 * @param update hooks around the update of a row
	 * @since 0.1.0
	 */
	public record ModelHooks(@DefaultValue @NestedConfigurationProperty OperationHooks create,
			@DefaultValue @NestedConfigurationProperty OperationHooks update) {

		static final ModelHooks DEFAULTS = new ModelHooks(OperationHooks.DEFAULTS, OperationHooks.DEFAULTS);

		/**
		 * Builder of {@link ModelHooks}: each method sets the component of the same name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public final Builder create(Consumer<OperationHooks.Builder> refinement) {
				return create(Values.refine(new AutoBuilder_DatabaseHooks_OperationHooks_Builder(create()), refinement,
						OperationHooks.Builder::build));
			}

			public final Builder update(Consumer<OperationHooks.Builder> refinement) {
				return update(Values.refine(new AutoBuilder_DatabaseHooks_OperationHooks_Builder(update()), refinement,
						OperationHooks.Builder::build));
			}

			abstract ModelHooks build();

			abstract OperationHooks create();

			abstract Builder create(OperationHooks create);

			abstract OperationHooks update();

			abstract Builder update(OperationHooks update);

		}

	}

	/**
	 * Hooks around one kind of change.
	 *
	 * @param before whether a hook runs before the change
	 * @param after whether a hook runs after the change
	 * @since 0.1.0
	 */
	public record OperationHooks(boolean before, boolean after) {

		static final OperationHooks DEFAULTS = new OperationHooks(false, false);

		/**
		 * Builder of {@link OperationHooks}: each method sets the component of the same
		 * name.
		 */
		@AutoBuilder
		public abstract static class Builder {

			public abstract Builder before(boolean before);

			public abstract Builder after(boolean after);

			abstract OperationHooks build();

		}

	}

	/**
	 * Builder of {@link DatabaseHooks}: each method sets the component of the same name.
	 */
	@AutoBuilder
	public abstract static class Builder {

		public final Builder user(Consumer<ModelHooks.Builder> refinement) {
			return user(Values.refine(new AutoBuilder_DatabaseHooks_ModelHooks_Builder(user()), refinement,
					ModelHooks.Builder::build));
		}

		public final Builder session(Consumer<ModelHooks.Builder> refinement) {
			return session(Values.refine(new AutoBuilder_DatabaseHooks_ModelHooks_Builder(session()), refinement,
					ModelHooks.Builder::build));
		}

		public final Builder account(Consumer<ModelHooks.Builder> refinement) {
			return account(Values.refine(new AutoBuilder_DatabaseHooks_ModelHooks_Builder(account()), refinement,
					ModelHooks.Builder::build));
		}

		public final Builder verification(Consumer<ModelHooks.Builder> refinement) {
			return verification(Values.refine(new AutoBuilder_DatabaseHooks_ModelHooks_Builder(verification()),
					refinement, ModelHooks.Builder::build));
		}

		abstract DatabaseHooks build();

		abstract ModelHooks user();

		abstract Builder user(ModelHooks user);

		abstract ModelHooks session();

		abstract Builder session(ModelHooks session);

		abstract ModelHooks account();

		abstract Builder account(ModelHooks account);

		abstract ModelHooks verification();

		abstract Builder verification(ModelHooks verification);

	}

}
