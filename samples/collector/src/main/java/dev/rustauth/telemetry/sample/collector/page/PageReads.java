package dev.rustauth.telemetry.sample.collector.page;

import java.util.concurrent.Callable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

import dev.rustauth.telemetry.sample.collector.store.BoundedReads;

/**
 * Reads what a page shows, within the time that people wait.
 */
@Component
class PageReads {

	private final BoundedReads reads;

	private final Fleet fleet;

	PageReads(BoundedReads reads, Fleet fleet) {
		this.reads = reads;
		this.fleet = fleet;
	}

	/**
	 * Fill a model.
	 * @param model given what every page shows
	 * @param page adds the rest
	 * @return the name of the view, as the page says
	 */
	String show(Model model, Callable<String> page) {
		return this.reads.call(() -> {
			model.addAttribute("deadLetterCount", this.fleet.deadLetterCount());
			return page.call();
		});
	}

	static ResponseStatusException notFound() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

}
