import warnings


def version_of(version):
    if version is None:
        return "3"
    warnings.warn("version is deprecated", DeprecationWarning, stacklevel=2)
    return version


def old_names(names):
    if not names:
        return
    warnings.warn(f"{names} are deprecated", DeprecationWarning, stacklevel=2)


def gone(names):
    warnings.warn("gone() is deprecated", DeprecationWarning, stacklevel=2)
    return names
