"""The application as a whole: what importing it does, and how it describes itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.api.problems import TABLE
from app.config import Settings
from app.main import create_app

API = (Path(__file__).parent.parent / "docs/api.md").read_text(encoding="utf-8")
OPENAPI = create_app(Settings(database_url="postgresql://nobody@127.0.0.1:1/none")).openapi()
OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in OPENAPI["paths"].items()
    for method, operation in methods.items()
]
NAMES = [f"{method} {path}" for method, path, _ in OPERATIONS]


def fields():
    """Every field that a request or an answer has."""
    for name, schema in OPENAPI["components"]["schemas"].items():
        for field, described in schema.get("properties", {}).items():
            yield f"{name}.{field}", described
    for method, path, operation in OPERATIONS:
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        for field, described in content.get("schema", {}).get("properties", {}).items():
            yield f"{method} {path}.{field}", described


FIELDS = dict(fields())
PARAMETERS = {
    f"{name} {parameter['name']}": parameter
    for name, (_, _, operation) in zip(NAMES, OPERATIONS, strict=True)
    for parameter in operation.get("parameters", [])
    if parameter["in"] != "path"
}


@pytest.mark.parametrize("module", ["app.main", "app.cli"])
def test_importing_the_application_loads_no_model_and_reads_no_setting(module):
    """spaCy would cost every API process 100 MB and every command a second; extraction has processes of its own."""
    program = f"import sys, {module}; print('spacy' in sys.modules, 'numpy' in sys.modules)"
    broken = {"DATELINE_PORT": "no number", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", program], env=broken, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_described_with_an_example(name):
    described = FIELDS[name]
    assert described.get("description", "").endswith(".")
    refers = "$ref" in str(described)  # what it refers to has examples of its own
    assert refers or "examples" in described


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_is_described_with_an_example(name):
    described = PARAMETERS[name]
    assert described.get("description")
    assert "examples" in described["schema"] or name.endswith(" cursor")


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_is_documented(name):
    assert f"`{PARAMETERS[name]['name']}" in API, "add it to docs/api.md"


@pytest.mark.parametrize("name", sorted({kind for _, kind, _ in TABLE.values()}))
def test_every_kind_of_problem_is_documented(name):
    assert f"`{name}`" in API


@pytest.mark.parametrize("operation", [operation for *_, operation in OPERATIONS], ids=NAMES)
def test_every_operation_says_what_it_does(operation):
    assert operation["summary"]
    assert operation["description"].endswith(".")
    assert operation["tags"]
    assert "application/problem+json" in operation["responses"]["4XX"]["content"]


def test_operations_have_names_of_their_own():
    ids = [operation["operationId"] for *_, operation in OPERATIONS]
    assert len(ids) == len(set(ids))


def test_two_applications_in_one_process_do_not_mix():
    """Each has metrics of its own; a registry of the process would refuse the second."""
    settings = Settings(database_url="postgresql://nobody@127.0.0.1:1/none")
    assert create_app(settings) is not create_app(settings)
