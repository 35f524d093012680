"""What keys do. A command is declared once, above the function that does it (see ``registry``).

The order of the modules is the order of help, of the footer and of docs/keys.md.
"""

from tui_tracker.ui.commands.registry import BY_ID, EVERYWHERE, TASK, Command, key_map, key_name

# isort: off
from tui_tracker.ui.commands import go as go
from tui_tracker.ui.commands import find as find
from tui_tracker.ui.commands import look as look
from tui_tracker.ui.commands import marks as marks
from tui_tracker.ui.commands import progress as progress
from tui_tracker.ui.commands import signing as signing
from tui_tracker.ui.commands import evidence as evidence
from tui_tracker.ui.commands import action_log as action_log
from tui_tracker.ui.commands import steps as steps
from tui_tracker.ui.commands import records as records
from tui_tracker.ui.commands import areas as areas
from tui_tracker.ui.commands import structure as structure
from tui_tracker.ui.commands import stations as stations
from tui_tracker.ui.commands import take_back as take_back
from tui_tracker.ui.commands import set_right as set_right
from tui_tracker.ui.commands import bring_in as bring_in
from tui_tracker.ui.commands import papers as papers
from tui_tracker.ui.commands import hand_on as hand_on
from tui_tracker.ui.commands import sampling as sampling
from tui_tracker.ui.commands import plans as plans
from tui_tracker.ui.commands import keep as keep
from tui_tracker.ui.commands import help as help
# isort: on

__all__ = ["BY_ID", "EVERYWHERE", "TASK", "Command", "key_map", "key_name"]
