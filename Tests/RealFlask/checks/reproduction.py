"""Runs the program of issue #2267 on real releases. 0.12.5 gives the wrong response, 1.0 and later the right one, and every
release matches the recorded table."""

import versions

TITLE = "reproduction"


def run(live):
    table = versions.read()
    answers = versions.answers(live.record([versions.PROGRAM])[0])
    wrong = [release for release in live.releases if answers[release] != table[release]]
    for release in live.releases:
        print(f"  {release:7} raise E1 -> {answers[release][0]}, then raise E -> {answers[release][1]}")
    for release in wrong:
        print(f"  {release} is {table[release]} in {versions.JSON.name}")
    is_fixed = all(answers[release][1] == versions.RIGHT for release in live.releases if versions.is_fixed(release))
    has_bug = all(answers[release][1] != versions.RIGHT for release in live.releases if versions.has_bug(release))
    return not wrong and is_fixed and has_bug
