package dev.rustauth.telemetry.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslManagerBundle;

/**
 * Certificates for tests, made by the JDK's {@code keytool} in a temporary folder: a
 * certificate authority, what it signed, and one that nobody knows.
 */
public final class TestCertificates {

	/** Password of every key store made here. */
	public static final String PASSWORD = "password-of-a-test";

	private static final String VALID_NAMES = "SAN=dns:localhost,ip:127.0.0.1";

	private static @Nullable TestCertificates shared;

	private final Path folder;

	private TestCertificates(Path folder) {
		this.folder = folder;
	}

	/**
	 * The same certificates for every test in this JVM: making them takes a few seconds.
	 */
	public static synchronized TestCertificates shared() {
		TestCertificates certificates = shared;
		if (certificates == null) {
			try {
				certificates = in(Files.createTempDirectory("rustauth-telemetry-certificates"));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			shared = certificates;
		}
		return certificates;
	}

	/**
	 * Make them all, in files that don't outlive the JVM.
	 * @param folder an empty folder
	 */
	static TestCertificates in(Path folder) {
		folder.toFile().deleteOnExit();
		TestCertificates certificates = new TestCertificates(folder);
		certificates.generate("ca", "-ext", "bc:c");
		certificates.generate("unknown-ca", "-ext", "bc:c");
		certificates.generate("localhost", "-signer", "ca", "-ext", VALID_NAMES);
		certificates.generate("wrong-name", "-signer", "ca", "-ext", "SAN=dns:collector.example.com");
		certificates.generate("expired", "-signer", "ca", "-ext", VALID_NAMES, "-startdate", "-20d", "-validity", "10");
		certificates.generate("unknown", "-signer", "unknown-ca", "-ext", VALID_NAMES);
		certificates.generate("client", "-signer", "ca", "-ext", "EKU=clientAuth");
		certificates.split();
		return certificates;
	}

	/**
	 * For a collector: its certificate, and whom it trusts as a client.
	 * @param name {@code localhost}, {@code wrong-name}, {@code expired} or
	 * {@code unknown}
	 */
	public SSLContext server(String name) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(own(name).getKeyManagers(), trusted().getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Trusts the certificate authority and nobody else.
	 */
	public TrustManagerFactory trusted() {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(load(store("trusting-ca")));
			return factory;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A certificate with its key.
	 * @param name such as {@code client}; {@code null} for none at all
	 */
	public KeyManagerFactory own(@Nullable String name) {
		try {
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			factory.init((name != null) ? load(store(name)) : null, PASSWORD.toCharArray());
			return factory;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * An SSL bundle that trusts the certificate authority and nobody else.
	 * @param own name of a certificate to show, {@code null} for none
	 */
	public SslBundle bundle(@Nullable String own) {
		return bundle(trusted(), own(own));
	}

	/**
	 * An SSL bundle that trusts nobody.
	 */
	public SslBundle trustingNobody() {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(load(store("unknown")));
			return bundle(factory, own(null));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SslBundle bundle(TrustManagerFactory trusted, KeyManagerFactory own) {
		return SslBundle.of(null, null, null, null, new SslManagerBundle() {

			@Override
			public KeyManagerFactory getKeyManagerFactory() {
				return own;
			}

			@Override
			public TrustManagerFactory getTrustManagerFactory() {
				return trusted;
			}

		});
	}

	/**
	 * The PKCS #12 file behind a name, for SSL bundles; {@code trusting-ca} is the trust
	 * store.
	 */
	public Path store(String name) {
		Path file = this.folder.resolve(name + ".p12");
		file.toFile().deleteOnExit();
		return file;
	}

	private void generate(String name, String... options) {
		List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name,
				"-keyalg", "EC", "-groupname", "secp256r1", "-keystore", store("all").toString()));
		arguments.addAll(List.of(options));
		if (!arguments.contains("-validity")) {
			arguments.addAll(List.of("-validity", "3650"));
		}
		keytool(arguments);
	}

	/**
	 * A file for each certificate with its key and chain, and one with the authority's
	 * certificate alone.
	 */
	private void split() {
		try {
			KeyStore all = load(store("all"));
			for (String name : Collections.list(all.aliases())) {
				KeyStore one = empty();
				one.setKeyEntry(name, all.getKey(name, PASSWORD.toCharArray()), PASSWORD.toCharArray(),
						all.getCertificateChain(name));
				save(one, store(name));
			}
			KeyStore trusting = empty();
			trusting.setCertificateEntry("ca", all.getCertificate("ca"));
			save(trusting, store("trusting-ca"));
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyStore empty() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private static void save(KeyStore store, Path file) throws IOException, GeneralSecurityException {
		try (OutputStream out = Files.newOutputStream(file)) {
			store.store(out, PASSWORD.toCharArray());
		}
	}

	private void keytool(List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.add("-J-XX:TieredStopAtLevel=1");
		command.addAll(arguments);
		command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
		Path output = this.folder.resolve("keytool.log");
		output.toFile().deleteOnExit();
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(output.toFile())
				.start();
			if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
				process.destroyForcibly();
				throw new IllegalStateException(command + ": " + Files.readString(output, StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static KeyStore load(Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(in, PASSWORD.toCharArray());
			return store;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
