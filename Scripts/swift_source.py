"""Swift source with comments and the text of strings blanked, for checks that must not see either.

Lines and columns stay where they are. Code inside an interpolation, `\\(…)`, stays visible.
"""
import pathlib


class SwiftSource:
    """One file: `code` is its lines without comments and strings, `comments` what stood in comments, line by line."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        text = self.path.read_text(encoding="utf-8")
        code, comments = _blank(text)
        self.lines = text.split("\n")
        self.code = code.split("\n")
        self.comments = comments.split("\n")

    def __iter__(self):
        """Pairs of line number, from 1, and code."""
        return enumerate(self.code, start=1)


def _blank(text):
    """The text twice: without comments and strings, and with comments only."""
    code = [c if c == "\n" else " " for c in text]
    comments = list(code)
    # A stack of what surrounds the place: ("string", hashes, is multiline) or ("code", depth of parentheses).
    stack = [["code", 0]]
    at = 0
    end = len(text)
    while at < end:
        frame = stack[-1]
        if frame[0] == "code":
            if text.startswith("//", at):
                stop = text.find("\n", at)
                stop = end if stop < 0 else stop
                comments[at:stop] = text[at:stop]
                at = stop
            elif text.startswith("/*", at):
                depth, stop = 1, at + 2
                while stop < end and depth:
                    if text.startswith("/*", stop):
                        depth, stop = depth + 1, stop + 2
                    elif text.startswith("*/", stop):
                        depth, stop = depth - 1, stop + 2
                    else:
                        stop += 1
                comments[at:stop] = text[at:stop]
                at = stop
            elif text[at] in "\"#":
                hashes = 0
                while at + hashes < end and text[at + hashes] == "#":
                    hashes += 1
                quote = at + hashes
                if quote < end and text[quote] == '"':
                    multiline = text.startswith('"""', quote)
                    code[quote] = '"'
                    at = quote + (3 if multiline else 1)
                    stack.append(["string", hashes, multiline])
                else:
                    code[at] = text[at]
                    at += 1
            else:
                if text[at] == "(":
                    frame[1] += 1
                elif text[at] == ")":
                    frame[1] -= 1
                    if frame[1] < 0 and len(stack) > 1:
                        stack.pop()
                        at += 1
                        continue
                code[at] = text[at]
                at += 1
        else:
            _, hashes, multiline = frame
            close = ('"""' if multiline else '"') + "#" * hashes
            escape = "\\" + "#" * hashes
            if text.startswith(escape + "(", at):
                at += len(escape) + 1
                stack.append(["code", 0])
            elif text.startswith(escape, at):
                at += len(escape) + 1
            elif text.startswith(close, at):
                code[at] = '"'
                at += len(close)
                stack.pop()
            elif text[at] == "\n" and not multiline:
                # Not a string after all, as in a regular expression literal: start anew on the next line.
                at += 1
                stack.pop()
            else:
                at += 1
    return "".join(code), "".join(comments)


def swift_files(*folders):
    """The Swift files below the folders, in order."""
    return sorted(path for folder in folders for path in pathlib.Path(folder).rglob("*.swift"))
