package dev.rustauth.telemetry.sample.collector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files of H2 on a disk that is full when a test says so. Their names begin with
 * {@code full:}.
 */
public final class FullDisk extends FilePathWrapper {

	private static volatile boolean full;

	static void register() {
		FilePath.register(new FullDisk());
	}

	static void setFull(boolean full) {
		FullDisk.full = full;
	}

	@Override
	public String getScheme() {
		return "full";
	}

	@Override
	public FileChannel open(String mode) throws IOException {
		return new Channel(super.open(mode));
	}

	private static final class Channel extends FileBaseDefault {

		private final FileChannel channel;

		Channel(FileChannel channel) {
			this.channel = channel;
		}

		@Override
		public int read(ByteBuffer target, long position) throws IOException {
			return this.channel.read(target, position);
		}

		@Override
		public int write(ByteBuffer source, long position) throws IOException {
			if (full) {
				throw new IOException("No space left on device");
			}
			return this.channel.write(source, position);
		}

		@Override
		public long size() throws IOException {
			return this.channel.size();
		}

		@Override
		protected void implTruncate(long size) throws IOException {
			this.channel.truncate(size);
		}

		@Override
		public void force(boolean metaData) throws IOException {
			this.channel.force(metaData);
		}

		@Override
		public FileLock tryLock(long position, long size, boolean shared) throws IOException {
			return this.channel.tryLock(position, size, shared);
		}

		@Override
		protected void implCloseChannel() throws IOException {
			this.channel.close();
		}

	}

}
