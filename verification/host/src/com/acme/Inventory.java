package com.acme;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

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
		ConditionEvaluationReport.get(context.getBeanFactory())
			.getConditionAndOutcomesBySource()
			.forEach((source, outcomes) -> {
				if (outcomes.isFullMatch()) {
					say("matched", source);
				}
			});
		say("port", String.valueOf(context.getEnvironment().getProperty("local.server.port") != null));
		new TreeSet<>(Thread.getAllStackTraces().keySet().stream().map(Inventory::threadName).toList())
			.forEach((name) -> say("thread", name));
		converters(context);
		requestFactory(context);
		serverTransport(context);
		say("hook", hook());
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
			list("template-converter", ClassUtils.forName(template, null).getConstructor().newInstance());
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
			say("request-factory", field(build.invoke(bean), "clientRequestFactory"));
		}
	}

	private static void serverTransport(ConfigurableApplicationContext context) throws Exception {
		String epoll = "io.netty.channel.epoll.Epoll";
		if (context.getClass().getSimpleName().contains("Reactive")) {
			say("epoll", String.valueOf(ClassUtils.isPresent(epoll, null)
					&& (boolean) ClassUtils.forName(epoll, null).getMethod("isAvailable").invoke(null)));
		}
	}

	private static String field(Object owner, String name) {
		Field field = ReflectionUtils.findField(owner.getClass(), name);
		ReflectionUtils.makeAccessible(field);
		return typeName(ReflectionUtils.getField(field, owner).getClass());
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
