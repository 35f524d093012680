#!/usr/bin/env bash
# One would guess: where a grid table of Markdown is too wide for the page, its cells are wrapped at blanks, and joining the lines
# of a cell with a blank gives its words back.
# What happens: in a column narrower than a word pandoc cuts the word in two, without any mark; a reader cannot tell "Co" + "mplete"
# from two words.
# Seen with pandoc 2.17.1.1 (Debian) on 30 November 2026.
set -euo pipefail
if ! command -v pandoc >/dev/null; then
    echo "skipped: pandoc is not on this machine"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/plan.html" <<'HTML'
<table><tr><th>Ref</th><th>Area</th><th>No</th><th>Action</th><th>Owner</th><th>Due</th><th>Status</th><th>Progress</th></tr>
<tr><td>AFI-01</td><td><p>Keep the records.</p><p>All of them.</p></td><td>1.1</td><td>Agree</td><td>Risk</td><td>31/03/2027</td><td>Complete</td><td>Done</td></tr></table>
HTML
pandoc --version | head -1
pandoc -f html -t markdown+grid_tables-simple_tables-multiline_tables-pipe_tables "$work/plan.html" | tee "$work/plan.md"
if grep -q "Complete" "$work/plan.md"; then
    echo "the word is whole: this has changed"
    exit 1
fi
echo "“Complete” stands in two pieces"
