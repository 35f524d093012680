#!/usr/bin/env bash
# The suite under a Windows Python, before a release:  .ci/windows.sh PY [pytest arguments]
# PY runs that Python on this project's files (a Windows machine's `py -3`, or a wrapper around Wine). Not part of .ci/run.
set -euo pipefail
[ $# -ge 1 ] || { sed -n 2,3p "$0"; exit 2; }
py=$1
shift
"$py" -c "import sys; assert sys.platform == 'win32', 'this is no Windows Python'; print(sys.version)"
"$py" -m pytest -q -p no:cacheprovider -rs "$@"
