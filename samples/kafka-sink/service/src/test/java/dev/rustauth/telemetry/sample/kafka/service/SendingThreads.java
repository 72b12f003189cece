package dev.rustauth.telemetry.sample.kafka.service;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Notes which threads call the producer.
 */
public final class SendingThreads implements ProducerInterceptor<String, byte[]> {

	static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

	@Override
	public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
		NAMES.add(Thread.currentThread().getName());
		return record;
	}

	@Override
	public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
		// Of no interest here.
	}

	@Override
	public void configure(Map<String, ?> configuration) {
		// Nothing to configure.
	}

	@Override
	public void close() {
		// Nothing to give back.
	}

}
