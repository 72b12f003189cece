package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages of a fleet of 120 deployments and 50,000 events in a real browser: in light
 * and dark, on a desk, a phone and paper. Pictures and times are in
 * {@code target/pictures}.
 */
@EnabledIf(value = "dev.rustauth.telemetry.sample.collector.Browser#isAvailable", disabledReason = Browser.SKIPPED)
@ContextConfiguration(initializers = OnH2.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class BigFleetBrowserIntegrationTests extends RunningCollector {

	private static final int DEPLOYMENTS = 120;

	private static final int EVENTS = 50_000;

	private static final Map<String, String> PAGES = pages();

	@Autowired
	private ConfigurableApplicationContext context;

	private boolean stored;

	/** The number of a start. */
	private long start;

	private ChromeDriver browser;

	private static Map<String, String> pages() {
		Map<String, String> pages = new LinkedHashMap<>();
		pages.put("fleet", "/?days=90");
		pages.put("filtered", "/?days=7&environment=production&feature=passkey&heard=in&q=deployment");
		pages.put("changes", "/changes");
		pages.put("versions", "/versions?name=spring-boot");
		pages.put("deployment", "/deployment?id=deployment-009");
		pages.put("rules", "/rules");
		pages.put("stream", "/stream");
		pages.put("event", "/event?number=%d");
		pages.put("dead-letters", "/dead-letters");
		pages.put("zone", "/zone");
		pages.put("missing", "/nothing");
		return pages;
	}

	@Override
	@BeforeEach
	void startEmpty() {
		if (!this.stored) {
			super.startEmpty();
			BigFleet.store(this.context, DEPLOYMENTS, EVENTS, Instant.now());
			assertThat(
					sender().post("{\"type\":\"init\",\"anonymousId\":\"deployment-009\",\"payload\":{\"runtime\":7}}")
						.statusCode())
				.isEqualTo(422);
			assertThat(sender().postForm("/deployment/name?id=deployment-009", "name=Checkout%2C+Europe").statusCode())
				.isEqualTo(303);
			this.start = jdbc().sql("select id from event where type = 'init' order by id desc limit 1")
				.query(Long.class)
				.single();
			this.stored = true;
		}
	}

	@AfterEach
	void close() {
		if (this.browser != null) {
			this.browser.quit();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark", "phone", "phone-dark" })
	void axeShouldFindNoViolationAndEachPageFitTheWindow(String look) throws IOException {
		int width = (look.startsWith("phone")) ? 390 : 1280;
		open(width, look.endsWith("dark") ? "dark" : "light");
		List<String> problems = new ArrayList<>();
		for (Map.Entry<String, String> page : PAGES.entrySet()) {
			show(page.getValue());
			picture(page.getKey() + "-" + look);
			assertThat(number("return document.documentElement.scrollWidth")).as(page.getKey())
				.isLessThanOrEqualTo(width);
			this.browser.findElements(By.cssSelector("details > summary")).stream().limit(4).forEach(WebElement::click);
			violations().forEach((violation) -> problems.add(page.getKey() + ": " + violation));
		}
		assertThat(problems).isEmpty();
	}

	@Test
	void plotsShouldComeFirstOnAPhone() {
		open(390, "light");
		show("/");
		assertThat(top("svg.time")).isLessThan(top("table.fleet")).isLessThan(top("form.filter"));
		assertThat(top("svg.time")).isLessThan(844);
	}

	@Test
	void paperShouldHoldWhatIsReadAndNothingToClick() throws IOException {
		open(1280, "dark");
		for (String name : List.of("fleet", "changes", "versions", "deployment")) {
			show(PAGES.get(name));
			this.browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
			assertThat(this.browser.findElement(By.tagName("h1")).isDisplayed()).isTrue();
			assertThat(this.browser.findElements(By.cssSelector("form, header nav, .range, button")))
				.noneMatch(WebElement::isDisplayed);
			assertThat(this.browser.findElement(By.tagName("body")).getCssValue("background-color"))
				.isEqualTo("rgba(255, 255, 255, 1)");
			Object paper = this.browser.executeCdpCommand("Page.printToPDF", Map.of("printBackground", true))
				.get("data");
			Files.write(pictures().resolve(name + ".pdf"), Base64.getDecoder().decode(String.valueOf(paper)));
			this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
					Map.of("width", 690, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
			picture(name + "-print");
			assertThat(number("return document.documentElement.scrollWidth")).as(name).isLessThanOrEqualTo(690);
			this.browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
		}
	}

	@Test
	void firstVisitShouldTellTheZoneOfTheReader() {
		open(1280, "light");
		this.browser.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "Europe/Berlin"));
		show("/");
		assertThat(this.browser.findElement(By.tagName("footer")).getText()).contains("Europe/Berlin");
		assertThat(this.browser.findElement(By.cssSelector("td time")).getDomAttribute("title"))
			.containsPattern(" CES?T$");
		show("/zone");
		this.browser.findElement(By.cssSelector("option[value='America/New_York']")).click();
		this.browser.findElement(By.cssSelector("main button")).click();
		assertThat(this.browser.findElement(By.tagName("h1")).getText()).isEqualTo("Fleet");
		assertThat(this.browser.findElement(By.tagName("footer")).getText()).contains("America/New_York");
	}

	@Test
	void everythingShouldWorkWithoutAScript() {
		open(1280, "light");
		this.browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
		this.browser.get(url("/"));
		assertThat(this.browser.findElement(By.tagName("footer")).getText()).contains("UTC");
		this.browser.findElement(By.name("q")).sendKeys("checkout, eur", Keys.ENTER);
		assertThat(this.browser.findElements(By.cssSelector(".fleet tbody tr"))).hasSize(1);
		this.browser.findElement(By.cssSelector(".fleet .name a")).click();
		WebElement name = this.browser.findElement(By.name("name"));
		name.clear();
		name.sendKeys("Checkout, Asia");
		this.browser.findElement(By.cssSelector("main form button")).click();
		assertThat(this.browser.findElement(By.tagName("h1")).getText()).isEqualTo("Checkout, Asia");
		WebElement back = this.browser.findElement(By.name("name"));
		back.clear();
		back.sendKeys("Checkout, Europe");
		this.browser.findElement(By.cssSelector("main form button")).click();
		assertThat(this.browser.findElement(By.tagName("h1")).getText()).isEqualTo("Checkout, Europe");
		this.browser.findElement(By.linkText("Versions")).click();
		this.browser.findElement(By.cssSelector("tr.minor a")).click();
		assertThat(this.browser.findElements(By.cssSelector(".fleet tbody tr"))).isNotEmpty();
	}

	@Test
	void keyboardShouldReachTheContentAndEachBarsNumbers() {
		open(1280, "light");
		show("/?days=7");
		press(Keys.TAB);
		assertThat(focused().getText()).isEqualTo("Skip to the content");
		assertThat(focused().isDisplayed()).isTrue();
		press(Keys.ENTER);
		press(Keys.TAB);
		assertThat(focused().getText()).isEqualTo("24 hours");
		while (!focused().getText().equals("In numbers")) {
			press(Keys.TAB);
		}
		press(Keys.SPACE);
		press(Keys.TAB);
		assertThat(focused().getText()).contains(" starts, ");
		press(Keys.ENTER);
		assertThat(this.browser.findElement(By.tagName("h1")).getText()).isEqualTo("Events");
		assertThat(this.browser.findElements(By.cssSelector(".stream li"))).isNotEmpty();
	}

	@Test
	void barOfTimeShouldLeadToTheEventsOfItsTime() {
		open(1280, "light");
		show("/?days=30");
		List<WebElement> bars = this.browser.findElements(By.cssSelector("svg.time a"));
		String expected = bars.get(9).findElement(By.tagName("title")).getAttribute("textContent");
		bars.get(9).click();
		String first = this.browser.findElement(By.cssSelector(".stream time")).getDomAttribute("title");
		assertThat(Integer.parseInt(first.substring(8, 10))).isEqualTo(Integer.parseInt(expected.split(" ")[0]));
	}

	/**
	 * Written down, for nobody should believe a time without its machine.
	 */
	@Test
	void timesOfThePagesShouldBeWrittenDown() throws IOException, InterruptedException {
		List<String> lines = new ArrayList<>();
		HttpClient client = HttpClient.newHttpClient();
		for (Map.Entry<String, String> page : PAGES.entrySet()) {
			long[] millis = new long[20];
			for (int i = 0; i < millis.length; i++) {
				long start = System.nanoTime();
				HttpResponse<String> answer = client.send(
						HttpRequest.newBuilder(URI.create(url(page.getValue()))).build(),
						HttpResponse.BodyHandlers.ofString());
				millis[i] = (System.nanoTime() - start) / 1_000_000;
				assertThat(answer.statusCode()).isIn(200, 404);
			}
			Arrays.sort(millis);
			lines.add("%s: median %d ms, worst %d ms".formatted(page.getKey(), millis[10], millis[19]));
		}
		Files.write(pictures().resolve("times.txt"), lines);
	}

	private void open(int width, String scheme) {
		this.browser = Browser.open(1280);
		this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", width < 500));
		this.browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
	}

	private void show(String path) {
		this.browser.get(url(path));
		// The first visit may load the page once more.
		this.browser.executeAsyncScript("const done = arguments[0]; document.fonts.ready.then(() => "
				+ "requestAnimationFrame(() => requestAnimationFrame(() => done())));");
	}

	private String url(String path) {
		return "http://localhost:" + port() + path.formatted(this.start);
	}

	private List<String> violations() {
		this.browser.executeScript(axe());
		Object found = this.browser.executeAsyncScript("const done = arguments[0]; axe.run(document).then((result) => "
				+ "done(result.violations.flatMap((rule) => rule.nodes.map((node) => rule.id + ' ' + node.html.slice(0, 200) "
				+ "+ ' ' + node.failureSummary))));");
		return ((List<?>) found).stream().map(String::valueOf).toList();
	}

	private static String axe() {
		try (InputStream in = BigFleetBrowserIntegrationTests.class
			.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void picture(String name) throws IOException {
		Object size = this.browser.executeCdpCommand("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
		Map<?, ?> content = (Map<?, ?>) size;
		Object data = this.browser
			.executeCdpCommand("Page.captureScreenshot",
					Map.of("captureBeyondViewport", true, "clip",
							Map.of("x", 0, "y", 0, "width", content.get("width"), "height",
									Math.min(2400, ((Number) content.get("height")).intValue()), "scale", 1)))
			.get("data");
		Files.write(pictures().resolve(name + ".png"), OutputType.BYTES.convertFromBase64Png(String.valueOf(data)));
	}

	private static Path pictures() throws IOException {
		return Files.createDirectories(Path.of("target", "pictures"));
	}

	private int top(String selector) {
		return this.browser.findElement(By.cssSelector(selector)).getRect().getY();
	}

	private void press(CharSequence key) {
		focused().sendKeys(key);
	}

	private WebElement focused() {
		return this.browser.switchTo().activeElement();
	}

	private long number(String script) {
		return (Long) this.browser.executeScript(script);
	}

}
