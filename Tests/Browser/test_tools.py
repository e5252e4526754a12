"""The first screen, the stepper, the playground, shared links, Flask files, and the page that marks a folder."""
import csv
import io
import pathlib
import subprocess
import tempfile
import unittest
import zipfile

import browser
import lessons
from browser import By, Keys


class Tools(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.page = browser.Page(browser.chromium())
        cls.addClassCleanup(cls.page.driver.quit)

    def open(self, name):
        self.page.open(name)
        if name != "mark.html":
            self.page.wait_for_engine()

    # The first screen

    def test_one_click_from_the_link_to_the_surprise(self):
        page = self.page
        self.open("index.html")
        self.assertEqual(page.all("result"), [])
        button = page.part("network-card")
        # Without scrolling.
        self.assertLess(button.rect["y"] + button.rect["height"], 720)
        button.click()
        results = page.wait(lambda: len(found := page.all("result")) == 2 and found)
        self.assertEqual([each.find_element(By.CSS_SELECTOR, ".status").text for each in results], ["402", "500"])
        page.click(page.part("why"))
        page.wait(lambda: page.driver.find_element(By.CSS_SELECTOR, "section.stepper").is_displayed())
        # A fixed release has no surprise.
        menu = page.part("release")
        page.wait(lambda: menu.find_elements(By.CSS_SELECTOR, 'option[value="flask 1.0"]'))
        page.script("arguments[0].value = 'flask 1.0'; arguments[0].dispatchEvent(new Event('change'))", menu)
        page.wait(lambda: [each.find_element(By.CSS_SELECTOR, ".status").text for each in page.all("result")] == ["402", "402"])

    # The stepper

    def test_stepper_forward_back_and_first_difference(self):
        page = self.page
        self.open("06-history-matters.html")
        cell = next(each for each in page.cells() if "in a fresh process:" in page.text(page.part("output", each)))
        page.run(cell)
        page.click(page.wait(lambda: next(each for each in cell.find_elements(By.TAG_NAME, "button") if each.text.startswith("Step through"))))
        stepper = page.wait(lambda: cell.find_element(By.CSS_SELECTOR, "section.stepper"))
        says = lambda: stepper.find_element(By.CSS_SELECTOR, ".stepper-says").text
        first = says()
        page.click(page.button("Next", stepper))
        second = says()
        self.assertNotEqual(first, second)
        page.keys(Keys.ARROW_LEFT)
        self.assertEqual(says(), first)
        page.keys(Keys.ARROW_RIGHT)
        self.assertEqual(says(), second)
        page.click(page.button("Jump to the first difference", stepper))
        sentences = stepper.find_element(By.CSS_SELECTOR, ".stepper-sentences").text
        self.assertIn("This process", sentences)
        self.assertIn("A fresh process", sentences)
        page.keys(Keys.END)
        counter = stepper.text
        self.assertRegex(counter, r"Step (\d+) of \1")
        page.keys(Keys.ESCAPE)
        page.wait(lambda: not cell.find_elements(By.CSS_SELECTOR, "section.stepper"))

    # The playground

    def enter(self, text):
        page = self.page
        prompt = page.part("prompt")
        count = len(page.all("prompt-entry"))
        area = page.area(prompt)
        area.click()
        area.send_keys(text, Keys.ENTER)
        page.wait(lambda: len(page.all("prompt-entry")) > count, f"an entry: {text}")
        return page.all("prompt-entry")[-1]

    def test_playground_completes_compares_and_undoes(self):
        page = self.page
        self.open("playground.html")
        self.enter("class Timeout(Exception)")
        area = page.area(page.part("prompt"))
        area.click()
        area.send_keys("han", Keys.TAB)
        page.wait(lambda: area.get_attribute("value").startswith("handler"))
        # Typed faster than the list of completions follows. Enter must not accept a word of an old list.
        area.send_keys(' Timeout -> "slow", 504', Keys.ENTER)
        page.wait(lambda: "registered" in page.part("prompt").text)
        entry = self.enter("raise Timeout")
        self.assertIn('504 "slow"', page.wait(lambda: page.text(page.part("output", entry))))
        entry = self.enter("compare raise Timeout")
        self.assertTrue(page.wait(lambda: page.part("timeline", entry)).is_displayed())
        self.enter("undo")
        page.wait(lambda: page.script("return errorbook.engine.state") == "ready")
        area.send_keys(Keys.ARROW_UP)
        page.wait(lambda: area.get_attribute("value") == "undo")

    def test_a_shared_link_does_not_run_by_itself(self):
        page = self.page
        self.open("playground.html")
        self.enter("class Shared(Exception)")
        page.click(page.part("share"))
        link = page.wait(lambda: page.driver.find_element(By.CSS_SELECTOR, ".prompt-link input")).get_attribute("value")
        self.assertIn("#p1=", link)
        page.driver.get("about:blank")
        page.driver.get(link)
        program = page.wait(lambda: page.part("program"))
        self.assertIn("class Shared(Exception)", page.value(program))
        page.wait_for_engine()
        self.assertEqual(page.all("prompt-entry"), [])
        page.click(page.part("run", program))
        page.wait(lambda: page.all("prompt-entry"))
        page.driver.get("about:blank")
        page.driver.get(link[:-9])
        page.wait(lambda: "damaged" in page.driver.find_element(By.CSS_SELECTOR, ".notices").text)

    def test_a_pasted_flask_file_becomes_statements(self):
        page = self.page
        self.open("playground.html")
        report = (lessons.TOP / "lessons/report.py").read_text()
        page.set(page.part("prompt"), report)
        page.click(page.part("run", page.part("prompt")))
        entry = page.wait(lambda: page.all("prompt-entry"), "the entry", 60)[-1]
        shown = page.wait(lambda: page.text(entry) if "as statements" in page.text(entry) else None, "statements", 60)
        self.assertIn("class E(E1, E2)", shown)

    def test_a_cell_in_python_runs_in_the_larger_engine(self):
        page = self.page
        self.open("01-the-bug.html")
        cell = next(each for each in page.cells() if each.get_attribute("data-kind") == "program")
        expected = page.text(page.part("output", cell))
        page.run(cell)
        self.assertEqual(page.text(page.part("output", cell)), expected)
        self.assertTrue(page.script("return errorbook.engine.readsPrograms"))

    # Marking

    def test_the_marks_of_a_folder_are_those_of_grade(self):
        page = self.page
        answers = {
            "ada": 'handler CardTimeout -> "card not charged", 402\n', "ben": 'handler Timeout -> "card not charged", 402\n',
            "cy": "handler\n", "dee": "",
        }
        lesson = str(lessons.TOP / "lessons/01-the-bug.md")
        with tempfile.TemporaryDirectory() as top:
            folder = pathlib.Path(top) / "in"
            folder.mkdir()
            for name, code in answers.items():
                (folder / f"{name}.eb").write_text(code)
            roster = pathlib.Path(top) / "roster.csv"
            roster.write_text("student\n" + "".join(f"{name}\n" for name in [*answers, "eve"]))
            expected = subprocess.run(
                [lessons.ERRORBOOK, "grade", lesson, str(folder), "--roster", str(roster), "--format", "csv"],
                capture_output=True, text=True).stdout
            archive = pathlib.Path(top) / "in.zip"
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
                for name in answers:
                    file.write(folder / f"{name}.eb", f"in/{name}.eb")
            self.open("mark.html")
            page.wait(lambda: page.all("mark-files")[0])
            next(each for each in page.all("mark-lesson")[0].find_elements("tag name", "option")
                 if each.text.startswith("1. ")).click()
            page.part("mark-files").send_keys(str(archive))
            page.part("mark-roster").send_keys(str(roster))
            page.script("errorbook.saveFile = (name, content) => { window.saved = content }")
            page.click(page.part("mark-run"))
            page.wait(lambda: page.part("mark-csv").is_displayed(), "the marks", 60)
            page.click(page.part("mark-csv"))
            saved = page.wait(lambda: page.script("""
                const saved = window.saved;
                return typeof saved === 'string' ? saved : saved && new TextDecoder().decode(saved)"""))
        rows = lambda text: list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
        self.assertEqual(rows(saved), rows(expected))


if __name__ == "__main__":
    unittest.main()
