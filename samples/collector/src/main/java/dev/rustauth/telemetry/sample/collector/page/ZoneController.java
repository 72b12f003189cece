package dev.rustauth.telemetry.sample.collector.page;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Lets readers choose the zone of their times, where no script does.
 */
@Controller
class ZoneController {

	private static final List<String> ZONES = ZoneId.getAvailableZoneIds()
		.stream()
		.filter((zone) -> zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"))
		.sorted()
		.toList();

	private final PageReads reads;

	ZoneController(PageReads reads) {
		this.reads = reads;
	}

	@GetMapping("/zone")
	String zone(Model model) {
		return this.reads.show(model, () -> {
			model.addAttribute("zones", ZONES);
			return "zone";
		});
	}

	@PostMapping("/zone")
	ResponseEntity<Void> choose(@RequestParam String zone) {
		// Not a name of a stranger's making.
		String name = Times.zone(zone).getId();
		return ResponseEntity.status(HttpStatus.SEE_OTHER)
			.header(HttpHeaders.SET_COOKIE,
					ResponseCookie.from("zone", URLEncoder.encode(name, StandardCharsets.UTF_8))
						.path("/")
						.sameSite("Lax")
						.maxAge(Duration.ofDays(365))
						.build()
						.toString())
			.location(URI.create("./"))
			.build();
	}

}
