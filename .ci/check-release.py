"""Compares two folders that a release was put into, and looks into the first. Arguments: both, and the log."""
import re
import sys
import xml.etree.ElementTree as tree
import zipfile
from pathlib import Path

POM = "{http://maven.apache.org/POM/4.0.0}"
WANTED = ["name", "description", "url", "licenses", "developers", "scm/connection", "scm/developerConnection", "scm/url"]
MODULES = {
    "rustauth-telemetry-autoconfigure": "dev.rustauth.telemetry",
    "rustauth-telemetry-spring-boot-starter": "dev.rustauth.telemetry.starter",
}
KINDS = [".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml"]
problems = []


def published(folder):
    """Files by name; a snapshot's names have a time in them, which says nothing about the content."""
    files = {}
    for file in Path(folder).rglob("*"):
        if file.is_file() and file.suffix in (".pom", ".jar", ".json", ".xml") and file.name != "maven-metadata.xml":
            files[re.sub(r"-\d{8}\.\d{6}-\d+", "", file.name)] = file
    return files


def kinds(module, files):
    found = {}
    for name, file in files.items():
        match = re.fullmatch(re.escape(module) + r"-\d[\d.]*?((?:-[a-z]+)?\.[a-z]+)", name)
        if match:
            found[match.group(1)] = file
    return found


def check_pom(file):
    pom = tree.parse(file).getroot()
    for path in WANTED:
        element = pom.find("/".join(POM + step for step in path.split("/")))
        if element is None or not (len(element) or (element.text or "").strip()):
            problems.append(f"{file.name}: no {path}")
    if pom.find(POM + "parent") is not None:
        problems.append(f"{file.name}: names a parent, which isn't published")
    if "${" in file.read_text():
        problems.append(f"{file.name}: has a placeholder")
    for dependency in pom.iter(POM + "dependency"):
        if dependency.find(POM + "version") is None:
            problems.append(f"{file.name}: no version of {dependency.findtext(POM + 'artifactId')}")
        if dependency.findtext(POM + "scope") == "test":
            problems.append(f"{file.name}: {dependency.findtext(POM + 'artifactId')} is for tests")


def check_jar(file, module):
    with zipfile.ZipFile(file) as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode()
        if f"Automatic-Module-Name: {module}\r\n" not in manifest:
            problems.append(f"{file.name}: not the module {module}")
        if "META-INF/LICENSE" not in jar.namelist():
            problems.append(f"{file.name}: no license")



first, second, log = published(sys.argv[1]), published(sys.argv[2]), Path(sys.argv[3]).read_text()
for module, name in MODULES.items():
    found = kinds(module, first)
    problems += [f"{module}: no {kind}" for kind in KINDS if kind not in found]
    if ".pom" in found:
        check_pom(found[".pom"])
    if ".jar" in found:
        check_jar(found[".jar"], name)
problems += [f"{name}: not published both times" for name in first.keys() ^ second.keys()]
problems += [f"{name}: differs" for name in first.keys() & second.keys()
             if first[name].read_bytes() != second[name].read_bytes()]
problems += [f"more than expected: {name}" for name in first if not any(name.startswith(module) for module in MODULES)]
# CycloneDX says these of its own schema.
problems += [line for line in log.splitlines() if line.startswith("[WARNING]") and "Unknown keyword" not in line]
for problem in sorted(problems):
    print(problem)
print(f"{len(first)} files compared, {len(problems)} problems")
sys.exit(1 if problems or not first else 0)
