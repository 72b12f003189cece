package com.acme;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What an application consists of, one fact a line.
 */
final class Inventory {

	private Inventory() {
	}

	static void print(ConfigurableApplicationContext context) throws Exception {
		say("type", context.getClass().getName());
		for (String name : context.getBeanDefinitionNames()) {
			say("bean", name + " " + typeName(context.getType(name, false)));
		}
		for (String name : context.getBeanDefinitionNames()) {
			Object bean = context.getBeanFactory().getSingleton(name);
			if (bean != null && AopUtils.isAopProxy(bean)) {
				say("advised", name + " " + typeName(AopUtils.getTargetClass(bean)));
			}
		}
		ConditionEvaluationReport.get(context.getBeanFactory())
			.getConditionAndOutcomesBySource()
			.forEach((source, outcomes) -> {
				if (outcomes.isFullMatch()) {
					say("matched", source);
				}
			});
		say("port", String.valueOf(context.getEnvironment().getProperty("local.server.port") != null));
		say("greeting", String.valueOf(context.getEnvironment().getProperty("host.greeting")));
		say("listening", String.valueOf(listening()));
		new TreeSet<>(System.getProperties().stringPropertyNames()).forEach((name) -> say("system-property", name));
		meters(context);
		new TreeSet<>(Thread.getAllStackTraces().keySet().stream().map(Inventory::threadName).toList())
			.forEach((name) -> say("thread", name));
		converters(context);
		requestFactory(context);
		serverTransport(context);
		say("hook", hook());
	}

	/** How many ports this process listens on, as Linux counts them. */
	private static long listening() throws IOException {
		Set<String> own = new HashSet<>();
		try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
			for (Path file : open) {
				try {
					own.add(Files.readSymbolicLink(file).toString());
				}
				catch (NoSuchFileException ex) {
					// Closed meanwhile.
				}
			}
		}
		long count = 0;
		for (String table : List.of("tcp", "tcp6")) {
			for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
				String[] columns = line.strip().split("\\s+");
				count += (columns[3].equals("0A") && own.contains("socket:[" + columns[9] + "]")) ? 1 : 0;
			}
		}
		return count;
	}

	private static void meters(ConfigurableApplicationContext context) throws Exception {
		String registry = "io.micrometer.core.instrument.MeterRegistry";
		if (!ClassUtils.isPresent(registry, null)) {
			return;
		}
		Set<String> names = new TreeSet<>();
		for (Object bean : context.getBeansOfType(ClassUtils.forName(registry, null)).values()) {
			for (Object meter : (Collection<?>) bean.getClass().getMethod("getMeters").invoke(bean)) {
				Object id = ClassUtils.forName("io.micrometer.core.instrument.Meter", null).getMethod("getId").invoke(meter);
				names.add((String) id.getClass().getMethod("getName").invoke(id));
			}
		}
		names.forEach((name) -> say("meter", name));
	}

	private static String threadName(Thread thread) {
		return thread.getName().replaceAll("[0-9a-f]{6,}|\\d+", "#") + " " + thread.isDaemon();
	}

	private static void converters(ConfigurableApplicationContext context) throws Exception {
		String adapter = "org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter";
		if (ClassUtils.isPresent(adapter, null)) {
			for (Object bean : context.getBeansOfType(ClassUtils.forName(adapter, null)).values()) {
				list("mvc-converter", bean);
			}
		}
		String template = "org.springframework.web.client.RestTemplate";
		if (ClassUtils.isPresent(template, null)) {
			Object plain = ClassUtils.forName(template, null).getConstructor().newInstance();
			list("template-converter", plain);
			say("template-factory", typeName(plain.getClass().getMethod("getRequestFactory").invoke(plain).getClass()));
		}
		String client = "org.springframework.web.client.RestClient";
		if (ClassUtils.isPresent(client, null)) {
			Object plain = ClassUtils.forName(client, null).getMethod("create").invoke(null);
			int position = 0;
			for (Object converter : (Collection<?>) value(plain, "messageConverters")) {
				say("client-converter", position++ + " " + converter.getClass().getName());
			}
			say("client-factory", typeName(value(plain, "clientRequestFactory").getClass()));
		}
		String codecs = "org.springframework.http.codec.ServerCodecConfigurer";
		if (ClassUtils.isPresent(codecs, null)) {
			for (Object bean : context.getBeansOfType(ClassUtils.forName(codecs, null)).values()) {
				for (String kind : List.of("getReaders", "getWriters")) {
					int position = 0;
					for (Object codec : (Collection<?>) ReflectionUtils
						.invokeMethod(ClassUtils.forName(codecs, null).getMethod(kind), bean)) {
						say("codec", kind + " " + position++ + " " + codec.getClass().getName());
					}
				}
			}
		}
	}

	private static void list(String section, Object owner) throws Exception {
		Method method = owner.getClass().getMethod("getMessageConverters");
		int position = 0;
		for (Object converter : (Collection<?>) method.invoke(owner)) {
			say(section, position++ + " " + converter.getClass().getName());
		}
	}

	private static void requestFactory(ConfigurableApplicationContext context) throws Exception {
		String builder = "org.springframework.web.client.RestClient$Builder";
		if (!ClassUtils.isPresent(builder, null)) {
			return;
		}
		for (Object bean : context.getBeansOfType(ClassUtils.forName(builder, null)).values()) {
			Method build = ClassUtils.forName(builder, null).getMethod("build");
			say("request-factory", typeName(value(build.invoke(bean), "clientRequestFactory").getClass()));
		}
	}

	private static void serverTransport(ConfigurableApplicationContext context) throws Exception {
		String epoll = "io.netty.channel.epoll.Epoll";
		if (context.getClass().getSimpleName().contains("Reactive")) {
			say("epoll", String.valueOf(ClassUtils.isPresent(epoll, null)
					&& (boolean) ClassUtils.forName(epoll, null).getMethod("isAvailable").invoke(null)));
		}
	}

	private static Object value(Object owner, String name) {
		Field field = ReflectionUtils.findField(owner.getClass(), name);
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, owner);
	}

	/** Whether anything is hooked into each stream of Reactor. */
	private static String hook() throws Exception {
		String hooks = "reactor.core.publisher.Hooks";
		if (!ClassUtils.isPresent(hooks, null)) {
			return "none";
		}
		Field field = ReflectionUtils.findField(ClassUtils.forName(hooks, null), "onLastOperatorHook");
		ReflectionUtils.makeAccessible(field);
		return (field.get(null) != null) ? "onLastOperator" : "none";
	}

	private static String typeName(Class<?> type) {
		String name = (type != null) ? type.getName() : "?";
		return name.replaceAll("\\$\\$.*|\\$Proxy\\d+|0x[0-9a-f]+.*", "*") + (name.startsWith("jdk.proxy") ? Arrays.toString(type.getInterfaces()) : "");
	}

	private static void say(String section, String fact) {
		System.out.println("FACT " + section + " " + fact);
	}

}
