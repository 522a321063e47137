"""Runs the functions named test_… of a module and tells their results the TAP way."""
import sys
import traceback


def run(names):
    tests = [(name, value) for name, value in names.items() if name.startswith("test_")]
    print("1..%d" % len(tests))
    failed = 0
    for number, (name, test) in enumerate(tests, 1):
        title = name[len("test_"):]
        try:
            test()
            print("ok %d - %s" % (number, title))
        except Exception:  # whatever went wrong is this test's failure
            failed += 1
            print("not ok %d - %s" % (number, title))
            for line in traceback.format_exc().splitlines():
                print("# " + line)
    sys.exit(1 if failed else 0)
