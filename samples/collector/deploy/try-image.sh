#!/bin/sh
# Runs the image that image.sh has built, sends an event to it, and expects that it is stored. Needs root or user namespaces.
# Usage: samples/collector/deploy/try-image.sh [name]
set -eu
name=${1:-rustauth-telemetry-collector}
here=$(cd "$(dirname "$0")" && pwd)
port=18090
log=$(mktemp)
data=$(mktemp -d)
chmod 777 "$data"
container=$(buildah from "$name")
buildah run --user 10001:10001 --volume "$data:/mnt" --env COLLECTOR_DATA=/mnt --env SPRING_DATASOURCE_HIKARI_CONNECTIONTIMEOUT=30000 \
	--env COLLECTOR_OPERATOR_TOKEN=operator --env SERVER_PORT=$port "$container" -- \
	/java/bin/java -jar /app/collector.jar > "$log" 2>&1 &
process=$!
trap 'kill $process 2> /dev/null || true; wait $process 2> /dev/null || true; buildah rm "$container" > /dev/null; rm -rf "$log" "$data"' EXIT
attempt=0
until curl --silent --fail "http://localhost:$port/actuator/health/readiness" > /dev/null; do
	attempt=$((attempt + 1))
	if [ $attempt -gt 120 ] || ! kill -0 $process; then cat "$log"; exit 1; fi
	sleep 1
done
status=$(curl --silent --output /dev/null --write-out '%{http_code}' --header 'Content-Type: application/json' \
	--data "@$here/../src/test/resources/events/java-init.json" "http://localhost:$port/events")
pages=$(curl --silent --output /dev/null --write-out '%{http_code}' --user :operator "http://localhost:$port/")
stranger=$(curl --silent --output /dev/null --write-out '%{http_code}' "http://localhost:$port/")
user=$(stat --format %u "$data/collector.mv.db")
echo "event $status, page $pages, page without token $stranger, database of user $user"
[ "$status $pages $stranger $user" = "202 200 401 10001" ]
