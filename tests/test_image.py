"""Dockerfile and compose.yaml: what they name exists, and what the services run works outside a container."""

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import yaml

from tests.processes import free_port

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, continuation lines joined."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines) if word]


def only(instruction: str) -> str:
    """The argument of the last ``instruction``, the one in force."""
    return [rest for word, rest in instructions() if word == instruction][-1]


def health_program() -> list[str]:
    return json.loads(re.search(r"CMD (\[.*\])$", only("HEALTHCHECK"))[1])


def test_the_dockerfile_uses_known_instructions():
    known = {
        "FROM",
        "ENV",
        "RUN",
        "WORKDIR",
        "COPY",
        "USER",
        "VOLUME",
        "EXPOSE",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }
    assert {word for word, _ in instructions()} <= known


def test_it_is_built_in_stages_and_runs_unprivileged():
    assert [rest for word, rest in instructions() if word == "FROM"] == [
        "python:3.11-slim AS build",
        "python:3.11-slim",
    ]
    assert re.search(rf"useradd .*\b{only('USER')}\b", " ".join(rest for _, rest in instructions()))
    assert only("USER") not in {"root", "0"}


@pytest.mark.parametrize("variable", ["DATELINE_DATA_DIR", "DATELINE_CACHE_DIR"])
def test_the_user_may_write_where_it_must(variable):
    folder = re.search(rf"{variable}=(\S+)", only("ENV"))[1]
    home = re.search(r"--home-dir (\S+) --create-home", " ".join(rest for _, rest in instructions()))[1]
    owned = [
        rest.split()[-1] for word, rest in instructions() if word == "COPY" and "--chown=dateline:" in rest
    ]
    assert folder in [home, *owned]


def copied() -> list[str]:
    """Every path of the checkout that the image takes in."""
    copies = [rest.split()[:-1] for word, rest in instructions() if word == "COPY" and "--from" not in rest]
    return [source for sources in copies for source in sources]


def ignored(path: str) -> bool:
    """Whether .dockerignore keeps ``path`` out: the last line that fits decides."""
    verdict = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.strip()
        if (
            pattern
            and not pattern.startswith("#")
            and fnmatch.fnmatch(path, pattern.lstrip("!").removeprefix("**/"))
        ):
            verdict = not pattern.startswith("!")
    return verdict


@pytest.mark.parametrize("source", copied())
def test_what_it_copies_is_there(source):
    assert (ROOT / source).exists()
    assert not ignored(source)


def test_the_rest_of_the_checkout_stays_out():
    assert all(ignored(path) for path in [".git", ".venv", "tests", "docs", "shared"])


def test_the_package_reads_the_files_that_the_image_has():
    """The migrations are found beside the package, so the image must hold them there."""
    from app.db import ROOT as package_root

    assert package_root == ROOT
    assert {"alembic", "alembic.ini", "app"} <= set(copied())


def test_services_depend_on_what_can_be_waited_for():
    for service in SERVICES.values():
        for name, wanted in service.get("depends_on", {}).items():
            assert wanted["condition"] in {"service_healthy", "service_completed_successfully"}
            if wanted["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[name]
            else:
                assert SERVICES[name]["command"] == ["migrate"]


def test_named_volumes_are_declared():
    mounts = [mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])]
    assert set(mounts) == set(COMPOSE["volumes"])


def test_every_role_is_the_same_image_on_the_same_database():
    assert set(OURS) == {"migrate", "api", "worker"}
    assert len({(service["image"], json.dumps(service["environment"])) for service in OURS.values()}) == 1


def test_nothing_but_the_api_is_published_and_only_on_loopback():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"api": ["127.0.0.1:${PORT:-8000}:8000"]}


def commands() -> list[list[str]]:
    """What the image and the services run, as words after `dateline`."""
    checks = [
        service["healthcheck"]["test"][2:]
        for service in OURS.values()
        if "test" in service.get("healthcheck", {})
    ]
    return [json.loads(only("CMD")), *(service["command"] for service in OURS.values()), *checks]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_and_option_is_known(command):
    name, *words = command
    assert json.loads(only("ENTRYPOINT")) == ["dateline"]
    shown = subprocess.run(
        [BIN / "dateline", name, "--help"],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    assert shown.returncode == 0, shown.stderr
    assert all(word in shown.stdout for word in words if word.startswith("--"))


@pytest.fixture
def environment(bare_database_url: str, tmp_path: Path) -> dict[str, str]:
    """What compose gives a service, with the test's own database in place of the service `postgres`."""
    ours = OURS["api"]["environment"]
    assert list(ours) == ["DATABASE_URL"]
    return {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "DATABASE_URL": bare_database_url.replace("+asyncpg", ""),
        "DATELINE_PORT": str(free_port()),
        "DATELINE_WORKER_PROCESSES": "1",
    }


@contextmanager
def service(name: str, environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    """One service of compose.yaml, run as its container would run it and ended as compose ends it."""
    program = shutil.which(json.loads(only("ENTRYPOINT"))[0], path=environment["PATH"])
    process = subprocess.Popen([program, *OURS[name]["command"]], env=environment, cwd=ROOT)
    try:
        yield process
        assert process.poll() is None, f"{name} ended by itself"
        process.terminate()
        assert process.wait(timeout=30) == 0, f"{name} did not end cleanly"
    finally:
        process.kill()
        process.wait()


def until(seconds: float, ready) -> None:
    """Wait until ``ready()`` is true; fails after ``seconds``."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, f"not ready after {seconds} s"
        time.sleep(0.2)


def healthy(environment: dict[str, str]) -> bool:
    return (
        subprocess.run(
            [sys.executable, *health_program()[1:]], env=environment, capture_output=True
        ).returncode
        == 0
    )


def test_the_services_work_together_as_compose_runs_them(environment):
    """migrate, then api and worker on a Postgres of their own: an article becomes events."""
    sample = json.loads((ROOT / "app/samples/articles.jsonl").read_text().splitlines()[0])
    assert not healthy(environment)
    subprocess.run([BIN / "dateline", *OURS["migrate"]["command"]], env=environment, cwd=ROOT, check=True)
    base = f"http://127.0.0.1:{environment['DATELINE_PORT']}"
    with service("api", environment), service("worker", environment):
        until(60, lambda: healthy(environment))
        posted = httpx.post(f"{base}/v1/articles", json=sample)
        assert posted.status_code == 202
        until(90, lambda: httpx.get(f"{base}/v1/events").json()["items"])
        check = OURS["worker"]["healthcheck"]["test"][1:]
        subprocess.run([BIN / check[0], *check[1:]], env=environment, cwd=ROOT, check=True)
