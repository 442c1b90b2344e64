"""Runs one Python test of a conversation: a file with run(transcript), or a program that prints the result itself."""
import argparse
import ast
import datetime
import importlib.machinery
import importlib.util
import json
import pathlib
import runpy
import sys


def defines_run(tree: ast.Module) -> bool:
    """Whether the file gives something the name run, at its top level."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == "run":
            return True
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "run" for to in node.targets):
            return True
        if isinstance(node, (ast.Import, ast.ImportFrom)) and any((name.asname or name.name) == "run" for name in node.names):
            return True
    return False


def load(test: pathlib.Path):
    """The file as a module under a name of its own."""
    name = f"conversation_test_{test.stem}"
    loader = importlib.machinery.SourceFileLoader(name, str(test))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    sys.modules[name] = module
    loader.exec_module(module)
    return module


def main() -> int:
    test = pathlib.Path(sys.argv[1]).resolve()
    sys.argv = [str(test), *sys.argv[2:]]
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--run-id", required=True)
    parser.add_argument("--transcript", required=True)
    given, _ = parser.parse_known_args()
    sys.path.insert(0, str(test.parent))
    try:
        if not defines_run(ast.parse(test.read_bytes(), filename=str(test))):
            runpy.run_path(str(test), run_name="__main__")
            return 0
        transcript = pathlib.Path(given.transcript).read_text(encoding="utf-8").strip()
        found = load(test).run(transcript)
        result = {
            "success": True,
            "run_id": given.run_id,
            "timestamp": datetime.datetime.now(datetime.timezone.utc).isoformat(),
            "tests": found if isinstance(found, list) else [found],
        }
        text = json.dumps(result)
    except Exception as error:  # Whatever the test raises is its failure.
        failure = {"success": False, "error": str(error), "error_type": type(error).__name__}
        print(f"BENCHMARK_ERROR_START\n{json.dumps(failure)}\nBENCHMARK_ERROR_END", flush=True)
        return 1
    print(f"BENCHMARK_RESULT_START\n{text}\nBENCHMARK_RESULT_END", flush=True)
    return 0


sys.exit(main())
