"""Stands for the CLI where no language host for Python is to be had: runs the program through the Automation API.

    python driver.py [flags of the CLI] preview|up|refresh|destroy
"""

import os
import runpy
import signal
import sys

import pulumi.automation as auto

interrupted = False


def pass_on(*_):
    """Ctrl-C goes to the CLI, which is in the same process group."""
    global interrupted
    if not interrupted:
        interrupted = True
        os.killpg(0, signal.SIGINT)


def show(text):
    print(text, flush=True)


def main():
    signal.signal(signal.SIGINT, pass_on)
    command = next(word for word in sys.argv[1:] if word in ("preview", "up", "refresh", "destroy"))
    folder = os.getcwd()
    stack = auto.select_stack(
        stack_name="dev",
        project_name="engine-test",
        program=lambda: runpy.run_path(os.path.join(folder, "__main__.py")),
        opts=auto.LocalWorkspaceOptions(work_dir=folder),
    )
    try:
        getattr(stack, command)(on_output=show, color="never")
    except auto.CommandError as error:
        sys.exit(f"{error}")


main()
