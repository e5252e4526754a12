"""The quiz: two rounds, no result before a round is complete, and a file that `report --quiz` reads."""
import csv
import io
import pathlib
import subprocess
import tempfile
import unittest

import browser
import lessons


class Quiz(unittest.TestCase):
    def setUp(self):
        self.page = browser.Page(browser.chromium())
        self.addCleanup(self.page.driver.quit)

    def answer(self, cell, choice):
        """Answers a question by the number of a choice, from 1, or the last one."""
        page = self.page
        page.script("arguments[0].click()", page.part("quiz-ask", cell))
        form = page.wait(lambda: page.part("quiz", cell))
        radios = form.find_elements("css selector", "input[type=radio]")
        page.script("arguments[0].click()", radios[choice - 1 if choice > 0 else choice])
        page.script("arguments[0].click()", page.part("quiz-save", cell))
        page.wait(lambda: not page.all("quiz", cell))

    def test_saving_one_question_keeps_what_is_chosen_in_the_others(self):
        page = self.page
        page.open("quiz.html")
        page.wait_for_engine()
        first, second = page.cells()[:2]
        page.script("arguments[0].click()", page.part("quiz-ask", second))
        form = page.wait(lambda: page.part("quiz", second))
        page.script("arguments[0].click()", form.find_elements("css selector", "input[type=radio]")[2])
        self.answer(first, 1)
        self.assertIn("1 of 8 questions answered", self.status())
        chosen = page.part("quiz", second).find_elements("css selector", "input[type=radio]")
        self.assertEqual([each.is_selected() for each in chosen].index(True), 2)
        # The other round has forms of its own.
        rounds = page.part("quiz-rounds").find_elements("css selector", "input[type=radio]")
        page.script("arguments[0].click()", rounds[1])
        self.assertEqual(page.all("quiz"), [])
        page.script("arguments[0].click()", rounds[0])
        page.script("arguments[0].click()", page.part("quiz-save", second))
        page.wait(lambda: "2 of 8 questions answered" in self.status())

    def status(self):
        return self.page.text(self.page.part("quiz-status"))

    def test_both_rounds_and_the_report(self):
        page = self.page
        page.open("quiz.html")
        page.wait_for_engine()
        cells = page.cells()
        self.assertEqual(len(cells), 8)
        for number, cell in enumerate(cells):
            self.assertIn(f"before the course: {number} of 8 questions answered", self.status())
            self.assertFalse(page.part("run", cell).is_displayed())
            self.answer(cell, 2)
            if number < 7:
                self.assertIn("Saved: ", cell.text)
                self.assertEqual(page.all("quiz-outcome"), [])
        self.assertIn("before the course is complete: ", self.status())
        outcomes = [each.get_attribute("data-state") for each in page.all("quiz-outcome")]
        self.assertEqual(len(outcomes), 8)
        self.assertIn(f"{outcomes.count('right')} of 8 right", self.status())
        self.assertEqual(page.all("explanation"), [])
        # A reload keeps the answers. The next round begins when the reader chooses it.
        page.open("quiz.html", keeps_progress=True)
        page.wait_for_engine()
        self.assertIn("before the course is complete: ", self.status())
        page.click(page.part("quiz-rounds").find_element("css selector", 'input[value="after"]'))
        self.assertIn("after the course: 0 of 8", self.status())
        for cell in page.cells():
            self.answer(cell, -1)
        page.wait(lambda: len(page.all("guess-outcome")) == 8)
        self.assertIn("after the course is complete: 0 of 8 right", self.status())
        first = page.cells()[0]
        page.run(first)
        self.assertIn('403 "choose a new password"', page.text(page.part("output", first)))
        page.script("errorbook.saveFile = (name, text) => { window.saved = [name, text] }")
        page.click(page.part("save"))
        name, text = page.script("return window.saved")
        self.assertEqual(name, "quiz-answers.md")
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "ada.md").write_text(text)
            run = subprocess.run([lessons.ERRORBOOK, "report", "--quiz", folder], capture_output=True, text=True)
        rows = list(csv.DictReader(io.StringIO(run.stdout)))
        self.assertEqual([(row["student"], row["round"], row["score"]) for row in rows],
                         [("ada", "before", str(outcomes.count("right"))), ("ada", "after", "0")], run.stderr)
        self.assertEqual(rows[1]["depth-first"], "I do not know")
        self.assertNotIn("note:", run.stderr)
        self.assertEqual(page.console(), [])
        self.assertEqual(page.foreign_requests(), [])


if __name__ == "__main__":
    unittest.main()
