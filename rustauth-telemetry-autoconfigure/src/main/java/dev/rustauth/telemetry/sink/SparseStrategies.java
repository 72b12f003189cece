package dev.rustauth.telemetry.sink;

import java.util.List;

import org.springframework.core.codec.ByteArrayDecoder;
import org.springframework.core.codec.ByteArrayEncoder;
import org.springframework.core.codec.CharSequenceEncoder;
import org.springframework.core.codec.StringDecoder;
import org.springframework.http.codec.ClientCodecConfigurer;
import org.springframework.http.codec.DecoderHttpMessageReader;
import org.springframework.http.codec.EncoderHttpMessageWriter;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

/**
 * What the client can write and read: bytes go out, and a customizer's filter may want to
 * read what came back as text. Spring's own ways to say so load hundreds of classes of
 * codecs that nobody needs here; they are used only when a customizer asks for more
 * codecs.
 */
final class SparseStrategies implements ExchangeStrategies {

	private final List<HttpMessageReader<?>> readers = List.of(new DecoderHttpMessageReader<>(new ByteArrayDecoder()),
			new DecoderHttpMessageReader<>(StringDecoder.allMimeTypes()));

	private final List<HttpMessageWriter<?>> writers = List.of(new EncoderHttpMessageWriter<>(new ByteArrayEncoder()),
			new EncoderHttpMessageWriter<>(CharSequenceEncoder.allMimeTypes()));

	@Override
	public List<HttpMessageReader<?>> messageReaders() {
		return this.readers;
	}

	@Override
	public List<HttpMessageWriter<?>> messageWriters() {
		return this.writers;
	}

	@Override
	public Builder mutate() {
		return ExchangeStrategies.empty().codecs((codecs) -> {
			ClientCodecConfigurer.CustomCodecs custom = codecs.customCodecs();
			custom.register(new ByteArrayEncoder());
			custom.register(CharSequenceEncoder.allMimeTypes());
			custom.register(new ByteArrayDecoder());
			custom.register(StringDecoder.allMimeTypes());
		});
	}

}
