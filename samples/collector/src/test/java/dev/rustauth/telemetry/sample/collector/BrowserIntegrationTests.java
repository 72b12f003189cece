package dev.rustauth.telemetry.sample.collector;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages in a real browser.
 */
@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.Browser#isAvailable", disabledReason = Browser.SKIPPED)
@ContextConfiguration(initializers = OnH2.class)
class BrowserIntegrationTests extends RunningCollector {

	private static final String SCRIPT = "<script>document.title='owned'</script>";

	private static final String IMAGE = "\"><img src=x onerror=\"document.title='owned'\">";

	private ChromeDriver browser;

	@AfterEach
	void close() {
		if (this.browser != null) {
			this.browser.quit();
		}
	}

	@Test
	void scriptInAPluginIdShouldBeReadAsTextOnEveryPage() {
		ObjectNode event = Samples.tree("java-init");
		((ArrayNode) event.path("payload").path("config").path("plugins")).add(SCRIPT).add(IMAGE);
		accept(event.toString());
		this.browser = Browser.open(1280);
		open("/");
		assertThat(visible("main")).contains(SCRIPT, IMAGE);
		this.browser.findElement(By.cssSelector(".name a")).click();
		assertThat(visible("main")).contains(SCRIPT, IMAGE, "First snapshot");
		assertThat(this.browser.getTitle()).contains("Telemetry collector");
		this.browser.findElement(By.cssSelector(".facts a")).click();
		this.browser.findElement(By.cssSelector(".stream .type")).click();
		assertThat(visible("pre")).contains("<script>");
		assertThat(this.browser.getTitle()).startsWith("Event").doesNotContain("owned");
		assertThat(this.browser.findElements(By.cssSelector("script:not([src='/collector.js']), img:not(.brand img)")))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 390, 820, 1280 })
	void pagesShouldFitTheWindowAndHaveTheirStyle(int width) {
		accept(Samples.wire("java-init"));
		accept(Samples.wire("node-init"));
		ObjectNode long1 = (ObjectNode) Samples.mapTexts(Samples.tree("java-init"), (text) -> "W".repeat(150));
		accept(long1.put("anonymousId", "long").toString());
		assertThat(sender().post("[\"" + "W".repeat(3000) + "\"]").statusCode()).isEqualTo(422);
		this.browser = Browser.open(1280);
		this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
		for (String path : new String[] { "/", "/deployment?id=long", "/stream", "/dead-letters",
				"/event?number=" + events().get(0).get("id") }) {
			open(path);
			assertThat(number("return document.documentElement.scrollWidth")).as(path).isLessThanOrEqualTo(width);
			assertThat(number("return document.styleSheets.length")).as(path).isEqualTo(1);
			assertThat(this.browser.findElement(By.tagName("h1")).isDisplayed()).as(path).isTrue();
		}
		open("/");
		WebElement bar = this.browser.findElements(By.cssSelector("rect.starts"))
			.stream()
			.filter((rect) -> rect.getRect().getHeight() > 50)
			.findFirst()
			.orElseThrow();
		assertThat(bar.getCssValue("fill")).as("colour of a bar").isEqualTo("rgb(31, 107, 92)");
	}

	private void open(String path) {
		this.browser.get("http://localhost:" + port() + path);
		// Two frames later, style sheet and window size have been applied.
		this.browser.executeAsyncScript(
				"const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));");
	}

	private String visible(String selector) {
		return this.browser.findElement(By.cssSelector(selector)).getText();
	}

	private long number(String script) {
		return (Long) this.browser.executeScript(script);
	}

}
