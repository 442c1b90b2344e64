"""Runs one Python test of a conversation: a file with run(transcript), or a program that prints the result itself."""
import argparse
import datetime
import importlib.util
import json
import pathlib
import runpy
import sys


def main() -> int:
    test = pathlib.Path(sys.argv[1]).resolve()
    sys.argv = [str(test), *sys.argv[2:]]
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--run-id", required=True)
    parser.add_argument("--transcript", required=True)
    given, _ = parser.parse_known_args()
    sys.path.insert(0, str(test.parent))
    try:
        spec = importlib.util.spec_from_file_location(test.stem, test)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        if not hasattr(module, "run"):
            runpy.run_path(str(test), run_name="__main__")
            return 0
        transcript = pathlib.Path(given.transcript).read_text(encoding="utf-8").strip()
        found = module.run(transcript)
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
