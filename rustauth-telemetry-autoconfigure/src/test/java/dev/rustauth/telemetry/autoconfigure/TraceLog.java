package dev.rustauth.telemetry.autoconfigure;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Everything that anybody logs while this is open, from TRACE on, with stack traces.
 * Nothing of it is printed. Spring Boot leaves the log alone meanwhile.
 */
final class TraceLog implements AutoCloseable {

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final @Nullable Level level = this.root.getLevel();

	private final @Nullable String loggingSystem = System.getProperty(LoggingSystem.SYSTEM_PROPERTY);

	private final List<Appender<ILoggingEvent>> others = new ArrayList<>();

	private final List<Logger> silenced = new ArrayList<>();

	private final List<Level> levels;

	private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			TraceLog.this.events.add(event);
		}

	};

	TraceLog() {
		System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
		for (Iterator<Appender<ILoggingEvent>> all = this.root.iteratorForAppenders(); all.hasNext();) {
			this.others.add(all.next());
		}
		this.others.forEach(this.root::detachAppender);
		for (Logger logger : this.root.getLoggerContext().getLoggerList()) {
			if (logger != this.root && logger.getLevel() != null) {
				this.silenced.add(logger);
			}
		}
		this.levels = this.silenced.stream().map(Logger::getLevel).toList();
		this.silenced.forEach((logger) -> logger.setLevel(null));
		this.root.setLevel(Level.TRACE);
		this.appender.setContext(this.root.getLoggerContext());
		this.appender.start();
		this.root.addAppender(this.appender);
	}

	List<ILoggingEvent> events() {
		return List.copyOf(this.events);
	}

	static String text(ILoggingEvent event) {
		String trace = (event.getThrowableProxy() != null) ? ThrowableProxyUtil.asString(event.getThrowableProxy())
				: "";
		return event.getFormattedMessage() + "\n" + trace + "\n" + event.getThreadName() + "\n"
				+ event.getMDCPropertyMap();
	}

	@Override
	public void close() {
		this.root.detachAppender(this.appender);
		this.root.setLevel(this.level);
		for (int i = 0; i < this.silenced.size(); i++) {
			this.silenced.get(i).setLevel(this.levels.get(i));
		}
		this.others.forEach(this.root::addAppender);
		if (this.loggingSystem != null) {
			System.setProperty(LoggingSystem.SYSTEM_PROPERTY, this.loggingSystem);
		}
		else {
			System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
		}
	}

}
