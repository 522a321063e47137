"""What check-includes and check-style both need: the C files of a tree, and a C file without its
comments and the contents of its literals, line by line, so that a word in a comment is no call."""
import os

C_FOLDERS = ("src", "include", "tests", "fuzz", "bench")


def files_below(root, folders, suffixes):
    """Paths relative to root, sorted, of files below the folders whose names end in a suffix."""
    found = []
    for folder in folders:
        for where, dirs, names in os.walk(os.path.join(root, folder)):
            dirs[:] = [name for name in dirs if not name.startswith((".", "__"))]
            found += [os.path.relpath(os.path.join(where, name), root)
                      for name in names if name.endswith(suffixes)]
    return sorted(found)


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8", newline="") as file:
        return file.read()


def _skip_literal(text, at):
    """Index behind the string or character literal that starts at `at`."""
    quote = text[at]
    end = at + 1
    while end < len(text) and text[end] != quote and text[end] != "\n":
        end += 2 if text[end] == "\\" else 1
    return min(end + 1, len(text))


def code_only(text):
    """The text with comments and literal contents blanked; line numbers stay the same."""
    out = []
    at = 0
    while at < len(text):
        two = text[at:at + 2]
        if two == "/*":
            end = text.find("*/", at + 2)
            end = len(text) if end < 0 else end + 2
            out.append("".join(ch if ch == "\n" else " " for ch in text[at:end]))
        elif two == "//":
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            out.append(" " * (end - at))
        elif text[at] in "\"'" and not _is_include(text, at):
            end = _skip_literal(text, at)
            out.append(text[at] + " " * (end - at - 2) + text[at])
        else:
            end = at + 1
            out.append(text[at])
        at = end
    return "".join(out)


def _is_include(text, at):
    start = text.rfind("\n", 0, at) + 1
    return text[start:at].lstrip().startswith("#include")
