package dev.rustauth.telemetry.options;

import java.util.function.Consumer;

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
		public static final class Builder {

			private OperationHooks create;

			private OperationHooks update;

			Builder(ModelHooks from) {
				this.create = from.create();
				this.update = from.update();
			}

			public Builder create(Consumer<OperationHooks.Builder> refinement) {
				OperationHooks.Builder builder = new OperationHooks.Builder(this.create);
				refinement.accept(builder);
				this.create = builder.build();
				return this;
			}

			public Builder update(Consumer<OperationHooks.Builder> refinement) {
				OperationHooks.Builder builder = new OperationHooks.Builder(this.update);
				refinement.accept(builder);
				this.update = builder.build();
				return this;
			}

			ModelHooks build() {
				return new ModelHooks(this.create, this.update);
			}

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
		public static final class Builder {

			private boolean before;

			private boolean after;

			Builder(OperationHooks from) {
				this.before = from.before();
				this.after = from.after();
			}

			public Builder before(boolean before) {
				this.before = before;
				return this;
			}

			public Builder after(boolean after) {
				this.after = after;
				return this;
			}

			OperationHooks build() {
				return new OperationHooks(this.before, this.after);
			}

		}

	}

	/**
	 * Builder of {@link DatabaseHooks}: each method sets the component of the same name.
	 */
	public static final class Builder {

		private ModelHooks user;

		private ModelHooks session;

		private ModelHooks account;

		private ModelHooks verification;

		Builder(DatabaseHooks from) {
			this.user = from.user();
			this.session = from.session();
			this.account = from.account();
			this.verification = from.verification();
		}

		public Builder user(Consumer<ModelHooks.Builder> refinement) {
			ModelHooks.Builder builder = new ModelHooks.Builder(this.user);
			refinement.accept(builder);
			this.user = builder.build();
			return this;
		}

		public Builder session(Consumer<ModelHooks.Builder> refinement) {
			ModelHooks.Builder builder = new ModelHooks.Builder(this.session);
			refinement.accept(builder);
			this.session = builder.build();
			return this;
		}

		public Builder account(Consumer<ModelHooks.Builder> refinement) {
			ModelHooks.Builder builder = new ModelHooks.Builder(this.account);
			refinement.accept(builder);
			this.account = builder.build();
			return this;
		}

		public Builder verification(Consumer<ModelHooks.Builder> refinement) {
			ModelHooks.Builder builder = new ModelHooks.Builder(this.verification);
			refinement.accept(builder);
			this.verification = builder.build();
			return this;
		}

		DatabaseHooks build() {
			return new DatabaseHooks(this.user, this.session, this.account, this.verification);
		}

	}

}
