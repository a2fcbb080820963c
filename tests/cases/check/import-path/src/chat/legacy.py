from .core.manager import Manager as OldManager, Plain, get_manager, helper
