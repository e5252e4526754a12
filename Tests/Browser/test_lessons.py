"""Every cell and every answer of every lesson, in the browser and in the native program."""
import os
import re
import subprocess
import tempfile
import unittest

import browser
import lessons
from browser import Keys


class Lessons(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.page = browser.Page(browser.chromium())
        cls.addClassCleanup(cls.page.driver.quit)

    def test_cells_and_answers(self):
        """A cell prints what the native program prints. Starters fail, solutions pass, wrong answers get the native verdict."""
        counts = {"cells": 0, "outputs": 0, "answers": 0, "questions": 0}
        for path in lessons.LESSONS:
            self.page.open(f"{path.stem}.html")
            self.page.wait_for_engine()
            self.check_cells(path, counts)
            self.check_answers(path, counts)
            self.assertEqual(self.page.console(), [], path.name)
        self.assertEqual(self.page.foreign_requests(), [])
        print(counts)
        self.assertGreater(counts["cells"], 140)
        self.assertGreater(counts["outputs"], 110)
        self.assertGreater(counts["answers"], 200)
        self.assertGreater(counts["questions"], 10)

    def check_cells(self, path, counts):
        for index, cell in enumerate(self.page.cells()):
            # The page contains what the native program printed, unless the lesson leaves it out.
            recorded = [self.page.text(each) for each in self.page.all("output", cell) if self.page.text(each)]
            asks = cell.get_attribute("data-predict") is not None
            self.page.run(cell)
            counts["questions"] += asks
            for text in recorded:
                with self.subTest(lesson=path.name, cell=index):
                    self.assertEqual(self.page.text(self.page.part("output", cell)), text)
                counts["outputs"] += 1
            counts["cells"] += 1

    def check_answers(self, path, counts):
        sections = {each.get_attribute("data-exercise"): each for each in self.page.all("exercise")}
        for role, exercise, code in lessons.answers(path):
            section = sections[exercise]
            self.page.set(section, code)
            verdict = self.page.part("verdict", section)
            self.page.script("arguments[0].replaceChildren(); delete arguments[0].dataset.state", verdict)
            self.page.script("arguments[0].click()", self.page.part("check", section))
            self.page.wait(lambda: self.page.text(verdict), f"a verdict on {exercise}")
            passes, says = lessons.native_verdict(path, exercise, code)
            with self.subTest(lesson=path.name, exercise=exercise, role=role, code=code):
                self.assertEqual(passes, role in ("solution", "also"))
                self.assertEqual(verdict.get_attribute("data-state") == "passed", passes)
                said = verdict.find_elements("css selector", ".said")
                if said:
                    # The page has an element for code, the terminal has backticks.
                    # It also says where an error is without the name of the exercise.
                    says = re.sub(rf"--> {exercise}:(\d+):\d+", r"--> line \1", says.replace("`", ""))
                    self.assertIn(" ".join(self.page.text(said[0]).split()), " ".join(says.split()))
            counts["answers"] += 1


class Cells(unittest.TestCase):
    """Editing and running the cells of lesson 1."""

    @classmethod
    def setUpClass(cls):
        cls.page = browser.Page(browser.chromium())
        cls.addClassCleanup(cls.page.driver.quit)

    def setUp(self):
        self.page.open("01-the-bug.html")
        self.page.wait_for_engine()
        self.cell = self.page.cells()[0]

    def output(self, index):
        return self.page.text(self.page.part("output", self.page.cells()[index]))

    def test_editing_with_the_keyboard(self):
        page, cell = self.page, self.cell
        original = page.value(cell)
        page.area(cell).click()
        page.chord(Keys.CONTROL, Keys.END)
        page.area(cell).send_keys("\n")
        page.keys(Keys.TAB)
        self.assertEqual(page.value(cell), original + "\n  ")
        page.keys(Keys.ESCAPE, Keys.TAB)
        self.assertEqual(page.driver.switch_to.active_element.get_attribute("data-errorbook"), "run")
        second = page.cells()[1]
        page.area(second).click()
        page.chord(Keys.CONTROL, Keys.ENTER)
        page.wait(lambda: second.get_attribute("data-ran"))
        self.assertEqual(page.value(second).strip(), "raise E")

    def test_a_changed_cell_changes_those_below_and_can_be_restored(self):
        page, cell = self.page, self.cell
        original = page.value(cell)
        page.set(cell, original + '\nhandler E -> "mine", 418')
        self.assertEqual(page.part("mark", cell).text, "Your version")
        page.run(page.cells()[1])
        self.assertIn('418 "mine"', self.output(1))
        page.click(page.part("restore", cell))
        self.assertEqual(page.value(cell), original)
        page.run(page.cells()[1])
        self.assertNotIn("mine", self.output(1))

    def test_a_prediction_asks_before_it_runs_and_explains(self):
        page = self.page
        cell = next(each for each in page.cells() if each.get_attribute("data-predict") is not None)
        self.assertFalse(page.part("output", cell).is_displayed())
        page.click(page.part("run", cell))
        form = page.wait(lambda: page.part("predict", cell))
        self.assertFalse(page.part("output", cell).is_displayed())
        page.click(page.part("guess", cell))
        page.wait(lambda: "Choose one" in cell.text)
        for choice in ['"E2"', "The handler for Exception was registered last, and the last one wins."]:
            label = next(each for each in form.find_elements("css selector", "label.choice") if each.text.strip() == choice)
            page.click(label)
        page.click(page.part("guess", cell))
        page.wait(lambda: page.part("output", cell).is_displayed())
        shown = cell.text
        self.assertIn("Your guess was different", shown)
        self.assertIn("That was the response in a fresh process.", shown)
        self.assertIn("Flask does not go by the order in the file.", shown)
        # The counterexample ran.
        self.assertIn('500 "E2"', shown)
        self.assertNotIn("`", shown)
        self.assertEqual(page.part("mark", cell).text, "Ran, after all code above it")
        # The cell is brief: it does not offer to show the cause.
        self.assertEqual([each for each in page.all("stepper", cell) if each.is_displayed()], [])

    def test_the_focus_stays_at_the_cell_after_a_guess(self):
        page = self.page
        cell = next(each for each in page.cells() if each.get_attribute("data-predict") is not None)
        page.script("arguments[0].focus()", page.part("run", cell))
        page.keys(Keys.ENTER)
        page.wait(lambda: page.part("predict", cell))
        page.keys(Keys.SPACE, Keys.ENTER)
        page.wait(lambda: page.part("output", cell).is_displayed())
        self.assertEqual(page.driver.switch_to.active_element, page.part("run", cell))

    def test_a_result_right_after_a_question_waits(self):
        page = self.page
        page.open("05-a-cache-that-writes.html")
        page.wait_for_engine()
        cells = page.cells()
        place = next(index for index, cell in enumerate(cells[1:], 1)
                     if cells[index - 1].get_attribute("data-predict") is not None and page.value(cell).strip() == "why")
        self.assertFalse(page.part("output", cells[place]).is_displayed())
        page.run(cells[place])
        self.assertTrue(page.part("output", cells[place]).is_displayed())

    def test_the_text_after_a_question_waits(self):
        page = self.page
        text = page.part("after")
        said = "Same request, same code, different response."
        self.assertNotIn(said, page.driver.find_element("tag name", "main").text)
        # The reader may look anyway.
        summary = text.find_element("tag name", "summary")
        page.click(summary)
        self.assertIn(said, text.text)
        page.click(summary)
        cell = next(each for each in page.cells() if each.get_attribute("data-predict") is not None)
        page.run(cell)
        self.assertIn(said, text.text)
        self.assertFalse(summary.is_displayed())

    def test_the_text_after_a_cell_that_shows_the_cause_waits(self):
        page = self.page
        page.open("05-a-cache-that-writes.html")
        page.wait_for_engine()
        main = page.driver.find_element("tag name", "main")
        said = ["The response is no surprise.", "There are three entries."]
        self.assertFalse(any(each in main.text for each in said))
        page.run(next(each for each in page.cells() if each.get_attribute("data-predict") is not None))
        self.assertTrue(all(each in main.text for each in said))
        # The second question still waits.
        self.assertNotIn("There was no entry for", main.text)

    def test_the_text_after_an_exercise_waits(self):
        page = self.page
        section, text = page.part("exercise"), page.all("after")[-1]
        self.assertNotIn("One line, and the symptom is gone.", text.text)
        page.set(section, 'handler Timeout -> "card not charged", 402\n')
        page.click(page.part("check", section))
        page.wait(lambda: section.get_attribute("data-state") == "failed")
        self.assertNotIn("One line, and the symptom is gone.", text.text)
        page.set(section, 'handler CardTimeout -> "card not charged", 402\n')
        page.click(page.part("check", section))
        page.wait(lambda: "One line, and the symptom is gone." in text.text)
        page.open("01-the-bug.html", keeps_progress=True)
        self.assertIn("One line, and the symptom is gone.", page.all("after")[-1].text)

    def test_a_verdict_names_lines_and_not_the_exercise(self):
        page = self.page
        section = page.part("exercise")
        page.set(section, "# mine\nhandler ->\n")
        page.click(page.part("check", section))
        page.wait(lambda: section.get_attribute("data-state") == "failed")
        verdict = page.part("verdict", section).text
        self.assertIn("--> line 2\n", verdict)
        self.assertNotIn(section.get_attribute("data-exercise"), verdict)

    def test_a_wide_diagram_fits_and_explains_its_signs(self):
        page = self.page
        page.open("15-capstone.html")
        diagram = page.part("diagram")
        self.assertLessEqual(page.script("return arguments[0].scrollWidth - arguments[0].clientWidth", diagram), 0)
        legend = diagram.find_element("xpath", "following-sibling::*[1]").text
        for sign in ("thick border: has a handler", "dashed border", "numbers on lines", "◆"):
            self.assertIn(sign, legend)

    def test_paper_shows_every_text(self):
        page = self.page
        page.script("window.dispatchEvent(new Event('beforeprint'))")
        self.assertTrue(all(each.get_attribute("open") for each in page.all("after")))
        page.script("window.dispatchEvent(new Event('afterprint'))")
        self.assertFalse(any(each.get_attribute("open") for each in page.all("after")))

    def test_an_earlier_answer_that_passed_is_kept(self):
        page = self.page
        section = page.part("exercise")
        for code, mark in (('handler CardTimeout -> "card not charged", 402\n', "✓ Passed"),
                           ("handler\n", "✓ Your earlier answer passed and is kept")):
            page.set(section, code)
            page.click(page.part("check", section))
            page.wait(lambda: page.part("mark", section).text == mark, mark)

    def test_without_answers_an_answer_can_be_run(self):
        page = self.page
        with tempfile.TemporaryDirectory() as folder:
            for options in (["--no-answers"], ["--no-answers", "--single-file", "--project-link", "https://example.org/"]):
                subprocess.run([lessons.ERRORBOOK, "book", "1", "--to", f"{folder}/{len(options)}", "--engine", os.environ["ENGINE"],
                                *options], check=True, capture_output=True)
                page.driver.get(f"file://{folder}/{len(options)}/01-the-bug.html")
                page.wait_for_engine()
                # A file with one lesson opens at it.
                section = page.part("exercise")
                self.assertTrue(section.is_displayed())
                self.assertIn("Your teacher marks this exercise", section.text)
                page.set(section, 'handler CardTimeout -> "mine", 402\nraise CardTimeout\n')
                page.click(page.part("run", section))
                page.wait(lambda: '402 "mine"' in page.part("verdict", section).text)
                links = [each.get_attribute("href") for each in page.driver.find_elements("css selector", "body > footer a")]
                self.assertEqual("https://example.org/" in links, "--project-link" in options)

    def test_hints_come_one_at_a_time_and_answers_after_a_pass(self):
        page = self.page
        section = page.part("exercise")
        page.click(page.part("check", section))
        page.wait(lambda: "Write your answer" in section.text)
        shown = [each.is_displayed() for each in page.all("hint", section)]
        self.assertGreater(len(shown), 1)
        self.assertFalse(any(shown))
        page.click(page.part("next-hint", section))
        self.assertEqual([each.is_displayed() for each in page.all("hint", section)], [True] + shown[1:])
        self.assertFalse(page.part("answers", section).is_displayed())
        page.set(section, 'handler CardTimeout -> "card not charged", 402\n')
        page.click(page.part("check", section))
        page.wait(lambda: section.get_attribute("data-state") == "passed")
        self.assertTrue(page.part("answers", section).is_displayed())
        for word in ("mutant:", "catches", "equivalent"):
            self.assertNotIn(word, page.driver.find_element("tag name", "main").text)

    def test_stop_ends_a_long_hunt(self):
        page = self.page
        cell = page.cells()[1]
        count = 2000
        lines = ["reset", "use flask 0.12.2", *[f"class C{n}(Exception)" for n in range(count)], "class D0(C0)",
                 *[f"class D{n}(D{n - 1}, C{n})" for n in range(1, count)],
                 *[f'handler C{n} -> "c{n}", 500' for n in range(0, count, 2)], *["hunt"] * 200]
        page.set(cell, "\n".join(lines))
        page.click(page.part("run", cell))
        page.wait(lambda: page.part("stop", cell).is_displayed())
        page.click(page.part("stop", cell))
        page.wait(lambda: "Stopped" in self.output(1))
        page.click(page.part("restore", cell))
        page.run(cell)
        self.assertIn('500 "E2"', self.output(1))

    def test_a_trap_of_the_engine_is_reported_and_the_page_recovers(self):
        page = self.page
        page.script("errorbook.engine.call('errorbook_allocate', {numbers: [2147483647]}).catch(error => { window.trap = error.message })")
        self.assertIn("was started again", page.wait(lambda: page.script("return window.trap")))
        page.run(page.cells()[1])
        self.assertIn('500 "E2"', self.output(1))

    def test_a_paste_of_64_megabytes_is_refused(self):
        prevented = self.page.script("""
            const data = new DataTransfer();
            data.setData('text/plain', 'x'.repeat(64_000_000));
            const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
            return !document.querySelector('textarea').dispatchEvent(event);""")
        self.assertTrue(prevented)
        self.assertIn("1 MB", self.page.driver.find_element("css selector", ".notices").text)


if __name__ == "__main__":
    unittest.main()
