"""Progress: it survives a reload, an edited lesson and a browser that stores nothing, and comes out as a hand-in."""
import json
import pathlib
import subprocess
import tempfile
import unittest

import browser
import lessons


class Progress(unittest.TestCase):
    def setUp(self):
        self.page = browser.Page(browser.chromium())
        self.addCleanup(self.page.driver.quit)

    def open(self, name="01-the-bug.html", keeps_progress=False):
        self.page.open(name, keeps_progress)
        self.page.wait_for_engine()

    def test_a_reload_keeps_code_answers_and_guesses(self):
        page = self.page
        self.open()
        page.set(page.cells()[0], "use flask 1.0\n# mine\n")
        section = page.part("exercise")
        page.set(section, "handler X\n")
        self.open(keeps_progress=True)
        self.assertIn("# mine", page.value(page.cells()[0]))
        self.assertEqual(page.part("mark", page.cells()[0]).text, "Your version")
        self.assertIn("handler X", page.value(page.part("exercise")))

    def test_code_for_an_older_version_of_the_lesson_is_kept_and_not_shown_silently(self):
        page = self.page
        self.open()
        page.set(page.cells()[0], "use flask 1.0\n")
        page.script("""
            const key = Object.keys(localStorage).find(key => key.startsWith('errorbook:') && key.includes('01'));
            localStorage.setItem(key, JSON.stringify({...JSON.parse(localStorage.getItem(key)), version: 'older'}))""")
        self.open(keeps_progress=True)
        self.assertNotIn("1.0", page.value(page.cells()[0]))
        self.assertIn("This lesson changed since you edited it", page.driver.find_element("css selector", ".notices").text)
        page.click(page.button("Show my version"))
        self.assertEqual(page.value(page.cells()[0]).strip(), "use flask 1.0")

    def test_a_browser_that_stores_nothing_says_so_once(self):
        page = self.page
        page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
            const refuse = () => { throw new DOMException('no', 'SecurityError') };
            Storage.prototype.setItem = refuse;
            Storage.prototype.getItem = refuse;"""})
        self.open(keeps_progress=True)
        page.set(page.cells()[0], "use flask 1.0\n")
        page.set(page.cells()[0], "use flask 1.1.4\n")
        notices = page.all("notice")
        self.assertEqual(len(notices), 1)
        self.assertIn("not saved", notices[0].text)
        page.run(page.cells()[0])

    def test_the_end_of_a_lesson_and_the_list_show_the_totals_of_the_course(self):
        page = self.page
        self.open()
        self.assertIn("Lessons finished: 0 of ", page.part("course-progress").text)
        self.assertTrue(page.part("what-next").text.startswith("Next: 2. "))
        section = page.part("exercise")
        page.set(section, 'handler CardTimeout -> "card not charged", 402\n')
        page.click(page.part("check", section))
        page.wait(lambda: section.get_attribute("data-state") == "passed")
        self.assertIn("Lessons finished: 1 of ", page.part("course-progress").text)
        # The reader's own answer is not shown again as another one.
        shown = [each.text for each in page.all("accepted") if each.is_displayed()]
        self.assertEqual(len(shown), 1)
        self.assertTrue(shown[0].startswith("Its first handler is not needed."))
        self.page.open("index.html", keeps_progress=True)
        self.assertIn("Exercises passed: 1 of ", page.part("totals").text)
        # The optional lesson 0 is the first entry.
        self.assertIn("The shop opens tomorrow ✓", page.all("entry")[1].text)
        # Somebody who starts with another lesson does not see its exercises before.
        self.assertEqual(len(page.all("entry-exercises")), 1)
        self.assertFalse(page.part("new-here").is_displayed())

    def test_the_hand_in_gets_the_marks_of_the_page(self):
        """For each exercise of three lessons one passed and one failed answer, judged on the page and by `grade`."""
        page = self.page
        for name in ("01-the-bug", "05-a-cache-that-writes", "07-a-test-that-fails"):
            path = lessons.TOP / "lessons" / f"{name}.md"
            for role in ("solution", "wrong"):
                self.open(f"{name}.html")
                judged = {}
                for section in page.all("exercise"):
                    exercise = section.get_attribute("data-exercise")
                    code = next(code for each, owner, code in lessons.answers(path) if (each, owner) == (role, exercise))
                    page.set(section, code)
                    page.script("arguments[0].click()", page.part("check", section))
                    page.wait(lambda: section.get_attribute("data-state") in ("passed", "failed"))
                    judged[exercise] = section.get_attribute("data-state")
                page.script("errorbook.saveFile = (name, text) => { window.saved = text }")
                page.click(page.part("save"))
                saved = page.script("return window.saved")
                with tempfile.TemporaryDirectory() as folder, self.subTest(lesson=name, role=role):
                    (pathlib.Path(folder) / "ada.md").write_text(saved)
                    run = subprocess.run([lessons.ERRORBOOK, "grade", str(path), folder, "--format", "json"],
                                         capture_output=True, text=True)
                    marks = [mark for line in run.stdout.splitlines() if "exercise" in (mark := json.loads(line))]
                    self.assertEqual({mark["exercise"]: mark["status"] for mark in marks}, judged, run.stderr)


if __name__ == "__main__":
    unittest.main()
