#!/usr/bin/env python3
"""Starts applications of many kinds without and with the starter, and compares what they consist of.

The starter may add beans and classes of its own. Whatever else differs is a fault, unless allowed.json names it.

    compare.py LINE [KIND ...]      LINE is a version of Spring Boot

RUSTAUTH_CLASSES=folder:folder    take these in place of the published jar of the auto-configuration
JOBS=1                            how many applications run at a time, 2 by default
"""
import concurrent.futures as futures
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
RELEASE = ROOT / "target" / "release"
OURS = "dev.rustauth"
GROUP = "org.springframework.boot"
JAVA = os.path.join(os.environ.get("JAVA_HOME", ""), "bin", "java") if os.environ.get("JAVA_HOME") else "java"


def data(name):
    return json.loads((HERE / name).read_text())


def starters(line):
    """Later lines of the file win."""
    merged = {}
    for prefix, more in data("lines.json").items():
        if line.startswith(prefix):
            merged.update(more)
    return merged


def dependency(text):
    """[group:]artifact[:[version][:classifier]][![group:]excluded artifact]"""
    text, *excluded = text.split("!")
    parts = text.split(":")
    group, artifact, version, classifier = ((parts if len(parts) > 1 else [GROUP, *parts]) + ["", ""])[:4]
    exclusions = "".join("<exclusion><groupId>{}</groupId><artifactId>{}</artifactId></exclusion>".format(
        *(name.split(":") if ":" in name else (GROUP, name))) for name in excluded)
    return (f"<dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
            + (f"<version>{version}</version>" if version else "")
            + (f"<classifier>{classifier}</classifier>" if classifier else "")
            + (f"<exclusions>{exclusions}</exclusions>" if exclusions else "") + "</dependency>")


def pom(artifact, body):
    return f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<parent><groupId>dev.rustauth.verification</groupId><artifactId>host</artifactId><version>1</version></parent>
<artifactId>{artifact}</artifactId>{body}</project>"""


def version():
    return re.search(r"<artifactId>rustauth-telemetry-parent.*?<version>(.*?)<", (ROOT / "pom.xml").read_text(), re.S).group(1)


def class_paths(line, kinds, target):
    """What Maven makes of each kind of application, without the starter and with it; None where it doesn't resolve."""
    known = starters(line)
    ours = dependency(f"dev.rustauth:rustauth-telemetry-spring-boot-starter:{version()}")
    modules = []
    for kind, what in kinds.items():
        needed = "".join(dependency(each) for name in what["starters"] for each in known.get(name, [name]))
        for suffix, extra in (("without", ""), ("with", ours)):
            name = f"{kind}.{suffix}"
            (target / name).mkdir(parents=True)
            (target / name / "pom.xml").write_text(pom(name, f"<dependencies>{needed}{extra}</dependencies>"))
            modules.append(f"<module>{name}</module>")
    (target / "pom.xml").write_text(f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>dev.rustauth.verification</groupId><artifactId>host</artifactId><version>1</version><packaging>pom</packaging>
<modules>{"".join(modules)}</modules>
<repositories><repository><id>rustauth-release</id><url>file:{RELEASE}</url>
<snapshots><enabled>true</enabled><updatePolicy>always</updatePolicy></snapshots></repository></repositories>
<dependencyManagement><dependencies><dependency><groupId>{GROUP}</groupId><artifactId>spring-boot-dependencies</artifactId>
<version>{line}</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement></project>""")
    log = subprocess.run(["mvn", "-B", "-ntp", "-fae", *os.environ.get("MAVEN_ARGUMENTS", "").split(), "-f", str(target / "pom.xml"),
                          "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:build-classpath",
                          "-Dmdep.outputFile=class-path.txt", "-Dmdep.includeScope=runtime"],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    (target / "maven.log").write_text(log)
    return {name: (target / name / "class-path.txt").read_text() if (target / name / "class-path.txt").exists() else None
            for kind in kinds for name in (f"{kind}.without", f"{kind}.with")}


def published(class_path):
    """With our jars from the release: a local repository that several builds use may hold another one's."""
    def replace(jar):
        if not jar.name.startswith("rustauth-telemetry-"):
            return str(jar)
        folder = RELEASE / "dev/rustauth" / jar.parent.parent.name / jar.parent.name
        if next(folder.glob("*.pom")).read_bytes() != jar.with_suffix(".pom").read_bytes():
            raise RuntimeError(f"{jar.with_suffix('.pom')} isn't the one of {folder}: run this again, alone")
        return str(next(folder.glob("*[0-9].jar")))
    return os.pathsep.join(replace(pathlib.Path(jar)) for jar in class_path.split(os.pathsep))


def jars(class_path):
    """{folder of the artifact in the local repository, with the classifier: version}"""
    found = {}
    for jar in map(pathlib.PurePath, class_path.split(os.pathsep)):
        artifact, release = jar.parent.parent, jar.parent.name
        found[f"{artifact}{jar.stem.removeprefix(f'{artifact.name}-{release}')}"] = release
    return found


def lost(without, with_ours):
    """What the starter takes away from the class path, or replaces by another version."""
    base, other = jars(without), jars(with_ours)
    return [f"- FACT jar {pathlib.PurePath(name).name} {base[name]}" for name in sorted(base) if other.get(name) != base[name]]


def own_classes(class_path):
    replaced = os.environ.get("RUSTAUTH_CLASSES")
    if not replaced:
        return class_path
    return os.pathsep.join(replaced if "rustauth-telemetry-autoconfigure" in jar else jar
                           for jar in class_path.split(os.pathsep))


class Collector(http.server.BaseHTTPRequestHandler):
    received = {}

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.received.setdefault(self.path, []).append(body)
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


def run(kind, what, variant, class_path, classes, port):
    properties = ["server.port=0", "spring.main.banner-mode=off", "logging.level.com.acme=trace",
                  "spring.jpa.open-in-view=false", "spring.datasource.generate-unique-name=false", "spring.security.user.password=word", *what.get("properties", [])]
    environment = {key: value for key, value in os.environ.items()
                   if key not in ("CI",) and not key.startswith(("RUSTAUTH", "SPRING_"))}
    if variant == "on":
        environment.update(RUSTAUTH_TELEMETRY="true", RUSTAUTH_TELEMETRY_ENDPOINT=f"http://localhost:{port}/{kind}",
                           RUSTAUTH_TELEMETRY_DELIVERY_SHUTDOWNTIMEOUT="2m")  # the application ends at once
    done = subprocess.run(
        [JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", *what.get("options", []), "-cp", f"{classes}{os.pathsep}{class_path}",
         "com.acme.HostApplication", *("--" + each for each in properties)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600, env=environment)
    return done.returncode, done.stdout.splitlines()


def normal(line):
    line = re.sub(r"^\S+\s+(TRACE|DEBUG|INFO|WARN|ERROR)\s+\d+ --- ", r"\1 ", line)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|0x[0-9a-f]+|(?<=@)[0-9a-f]+\b|[0-9a-f]{8,}|\d+", "#", line)


def passing(fact):
    """Threads that end by themselves, at a moment of their own, and a meter that only a garbage collection makes."""
    return re.match(r"FACT (thread .*(connection-adder|keep-alive)|meter jvm\.gc\.)", fact)


def ours(variant, fact):
    """While it is off the starter has beans, but no thread, no meter and no line in the log."""
    if passing(fact) or fact.startswith("FACT") and OURS in fact or fact.startswith("FACT bean rustAuth"):
        return True
    return variant == "on" and re.match(rf"FACT (thread|meter) rustauth|\w+ .*({re.escape(OURS)}|RustAuth telemetry)", fact)


def difference(variant, base, other):
    facts = [fact for fact in other if not ours(variant, fact)]
    missing = sorted(set(base) - set(facts))
    more = sorted(set(facts) - set(base))
    return ["- " + fact for fact in missing] + ["+ " + fact for fact in more]


def allowed(line, kind, variant, difference):
    for rule in data("allowed.json"):
        if (re.match(rule.get("line", ""), line) and re.fullmatch(rule.get("kind", ".*"), kind)
                and re.fullmatch(rule.get("variant", ".*"), variant) and re.fullmatch(rule["difference"], difference)):
            return True
    return False


def compile(kind, what, class_path, target):
    classes = target / kind / "classes"
    shutil.rmtree(classes, ignore_errors=True)
    names = ["HostApplication", "Inventory", *what.get("sources", [])]
    done = subprocess.run([str(pathlib.Path(JAVA).parent / "javac") if "/" in JAVA else "javac", "-proc:none", "-nowarn",
                           "-parameters", "--release", "17", "-d", str(classes), "-cp", class_path,
                           *(str(HERE / "src/com/acme" / f"{name}.java") for name in names)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise RuntimeError(done.stdout)
    for name, content in what.get("files", {}).items():
        (classes / name).write_text(content + "\n")
    return classes


def compare(line, kind, what, paths, target, port):
    """The differences."""
    without, with_ours = paths[f"{kind}.without"], paths[f"{kind}.with"]
    if without is None or with_ours is None:
        return ["its libraries don't resolve"]
    with_ours = published(with_ours)
    classes = compile(kind, what, without, target)
    faults = [f"class path: {each}" for each in lost(without, with_ours) if not allowed(line, kind, "class path", each)]
    code, output = run(kind, what, "without", without, classes, port)
    base = [fact for fact in map(normal, output) if not passing(fact)]
    (target / f"{kind}.without.log").write_text("\n".join(output))
    if code:
        return [f"without the starter it ends with {code}"]
    for variant in ("off", "on"):
        code, output = run(kind, what, variant, own_classes(with_ours), classes, port)
        (target / f"{kind}.{variant}.log").write_text("\n".join(output))
        if code:
            faults.append(f"{variant}: ends with {code}")
            continue
        facts = [normal(each) for each in output]
        faults += [f"{variant}: {each}" for each in difference(variant, base, facts)
                   if not allowed(line, kind, variant, each)]
        faults += [f"{variant}: nothing matches {each}" for each in what.get("facts", [])
                   if not any(re.fullmatch(f"FACT {each}", fact) for fact in facts)]
    events = "".join(Collector.received.get(f"/{kind}", []))
    for expected in ['"init"', *what.get("expect", [])]:
        if expected not in events:
            faults.append(f"on: the collector didn't get {expected}")
    (target / f"{kind}.events.json").write_text(events)
    return faults


def main():
    line, *names = sys.argv[1:]
    kinds = {name: what for name, what in data("kinds.json").items()
             if (not names or name in names) and re.match(what.get("line", ""), line)}
    unknown = set(names) - set(kinds)
    if unknown:
        sys.exit(f"Not a kind of application on {line}: {', '.join(sorted(unknown))}")
    target = HERE / "target" / line
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    server = http.server.ThreadingHTTPServer(("localhost", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    paths = class_paths(line, kinds, target)
    failed = compared = 0
    with futures.ThreadPoolExecutor(int(os.environ.get("JOBS", 2))) as pool:
        results = {kind: pool.submit(compare, line, kind, what, paths, target, server.server_port)
                   for kind, what in kinds.items()}
        for kind, result in results.items():
            try:
                faults = result.result()
            except Exception as problem:
                faults = [str(problem)]
            compared += 1
            failed += bool(faults)
            print(f"  {'FAILED ' if faults else 'passed '}  {kind}", flush=True)
            for fault in faults:
                print(f"             {fault}")
    print(f"Spring Boot {line}: {compared} kinds of application compared, {failed} differ")
    sys.exit(1 if failed or not compared else 0)


if __name__ == "__main__":
    main()
