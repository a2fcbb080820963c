def get_manager():
    return None
