package dev.rustauth.telemetry.collector;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Everything that anybody logs at INFO or above while this is open, and what the starter
 * logs at DEBUG.
 */
public final class RecordedLog implements AutoCloseable {

	private static final String OURS = "dev.rustauth.telemetry";

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Logger ours = (Logger) LoggerFactory.getLogger(OURS);

	private final @Nullable Level rootLevel = this.root.getLevel();

	private final @Nullable Level ourLevel = this.ours.getLevel();

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			RecordedLog.this.events.add(event);
		}

	};

	/**
	 * Begin to record.
	 */
	public RecordedLog() {
		this.root.setLevel(Level.INFO);
		this.ours.setLevel(Level.DEBUG);
		this.appender.setContext(this.root.getLoggerContext());
		this.appender.start();
		this.root.addAppender(this.appender);
	}

	/**
	 * All of a level, whoever logged it: {@code <logger> <message>}, followed by the
	 * exception if there is one.
	 */
	public List<String> at(Level level) {
		return this.events.stream().filter((event) -> event.getLevel() == level).map(RecordedLog::text).toList();
	}

	/**
	 * Warnings and errors, whoever logged them.
	 */
	public List<String> warnings() {
		return this.events.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.map(RecordedLog::text)
			.toList();
	}

	/**
	 * Everything.
	 */
	public List<String> all() {
		return this.events.stream().map(RecordedLog::text).toList();
	}

	private static String text(ILoggingEvent event) {
		String text = event.getLoggerName() + " " + event.getFormattedMessage();
		return (event.getThrowableProxy() != null) ? text + " EXCEPTION " + event.getThrowableProxy().getClassName()
				+ ": " + event.getThrowableProxy().getMessage() : text;
	}

	@Override
	public void close() {
		this.root.detachAppender(this.appender);
		this.root.setLevel(this.rootLevel);
		this.ours.setLevel(this.ourLevel);
	}

}
