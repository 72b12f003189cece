#!/bin/sh
# Builds an image of the collector with buildah: no daemon, no base image, a Java runtime of the modules it needs.
# Usage, after mvn -pl samples/collector -am package: samples/collector/deploy/image.sh [name]
set -eu
name=${1:-rustauth-telemetry-collector}
here=$(cd "$(dirname "$0")" && pwd)
jar=$(ls "$here"/../target/rustauth-telemetry-sample-collector-*.jar | grep -v -e -sources -e -javadoc | head -n 1)
java=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$root/app" "$root/etc" "$work/open/tmp" "$work/owned/data"
chmod 1777 "$work/open/tmp"

# Libraries apart from the application, so that an upgrade changes a small layer only.
"$java/bin/java" -Djarmode=tools -jar "$jar" extract --destination "$root/app"
mv "$root/app/$(basename "$jar")" "$root/app/collector.jar"

"$java/bin/jlink" --output "$root/java" --strip-debug --no-header-files --no-man-pages --compress=2 --add-modules \
	java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs

# The shared libraries that the runtime itself needs. Those of AWT stay out: nothing here draws.
rm -f "$root"/java/lib/libawt*.so "$root"/java/lib/libfontmanager.so "$root"/java/lib/libfreetype.so "$root"/java/lib/libsplashscreen.so
find "$root/java" -type f \( -name '*.so' -o -path '*/bin/java' \) -exec ldd {} \; 2>/dev/null |
	grep -o '/[^ ]*\.so[^ ]*' | grep -v "^$root" | sort -u | while read -r library; do
		mkdir -p "$root$(dirname "$library")"
		cp -L "$library" "$root$library"
	done
echo 'collector:x:10001:10001::/data:/' > "$root/etc/passwd"

container=$(buildah from scratch)
buildah copy --quiet "$container" "$root/lib" /lib
for directory in lib64 usr java etc; do
	if [ -d "$root/$directory" ]; then buildah copy --quiet "$container" "$root/$directory" "/$directory"; fi
done
buildah copy --quiet "$container" "$root/app" /app
buildah copy --quiet "$container" "$work/open" /
buildah copy --quiet --chown 10001:10001 "$container" "$work/owned" /
buildah config --user 10001:10001 --workingdir /data --volume /data --port 8090 \
	--env COLLECTOR_DATA=/data --env SERVER_ADDRESS=0.0.0.0 \
	--entrypoint '["/java/bin/java","-XX:MaxRAMPercentage=60","-XX:+ExitOnOutOfMemoryError","-jar","/app/collector.jar"]' --cmd '' \
	--label org.opencontainers.image.title="RustAuth telemetry collector" "$container"
buildah commit --quiet --rm "$container" "$name"
buildah images "$name"
