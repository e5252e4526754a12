"""Every page for everybody: the accessibility checker, the keyboard, a narrow screen, and WebKit."""
import glob
import pathlib
import sys
import unittest

import browser
import lessons
from browser import By, Keys

AXE = pathlib.Path(glob.glob(f"{sys.prefix}/lib/python3*/site-packages/axe_playwright_python/axe.min.js")[0])


class Access(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.page = browser.Page(browser.chromium())
        cls.addClassCleanup(cls.page.driver.quit)

    def media(self, scheme):
        self.page.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def width(self, columns):
        self.page.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": columns, "height": 800, "deviceScaleFactor": 1, "mobile": False})

    def problems(self):
        self.page.script(AXE.read_text())
        result = self.page.driver.execute_async_script("axe.run().then(arguments[0])")
        self.assertGreater(len(result["passes"]), 5)
        return [f"{each['id']}: {each['nodes'][0]['target']}" for each in result["violations"]
                if each["impact"] in ("serious", "critical")]

    def test_the_checker_finds_nothing_serious_on_any_page(self):
        pages = sorted(path.name for path in browser.BOOK.glob("*.html"))
        self.assertGreater(len(pages), 20)
        for scheme in ("light", "dark"):
            self.media(scheme)
            for name in pages:
                self.page.open(name)
                if name.startswith("06"):
                    self.page.wait_for_engine()
                    for cell in self.page.cells()[:8]:
                        self.page.run(cell)
                    for button in self.page.driver.find_elements(By.XPATH, "//button[starts-with(., 'Step through')]")[:1]:
                        self.page.click(button)
                with self.subTest(page=name, scheme=scheme):
                    self.assertEqual(self.problems(), [])

    def test_no_page_is_wider_than_a_narrow_screen(self):
        self.addCleanup(self.width, 1280)
        self.width(320)
        for path in sorted(browser.BOOK.glob("*.html")):
            self.page.open(path.name)
            with self.subTest(page=path.name):
                self.assertLessEqual(self.page.script("return document.documentElement.scrollWidth"), 320)

    def test_an_exercise_through_the_accessibility_tree_alone(self):
        """Finds everything by role and name, as a screen reader offers it, and uses only the keyboard."""
        page = self.page
        page.open("01-the-bug.html")
        page.wait_for_engine()
        page.driver.execute_cdp_cmd("Accessibility.enable", {})
        page.driver.execute_cdp_cmd("DOM.enable", {})
        focus(page, "textbox", "Your answer: The shop opens tomorrow")
        page.chord(Keys.CONTROL, "a")
        page.keys('handler CardTimeout -> "card not charged", 402')
        page.keys(Keys.ESCAPE, Keys.TAB)
        self.assertEqual(page.driver.switch_to.active_element.text, "Check")
        page.keys(Keys.ENTER)
        page.wait(lambda: any("Passed" in name for name in names(page, "status")), "a status that says so")


def tree(page):
    nodes = page.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    return [node for node in nodes if not node.get("ignored")]


def names(page, role):
    """The texts in elements with a role."""
    nodes = {node["nodeId"]: node for node in page.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]}

    def text(node):
        own = node.get("name", {}).get("value", "")
        return own or " ".join(text(nodes[child]) for child in node.get("childIds", []) if child in nodes)

    return [text(node) for node in nodes.values() if node.get("role", {}).get("value") == role]


def focus(page, role, name):
    node = next(node for node in tree(page) if node["role"]["value"] == role and node.get("name", {}).get("value") == name)
    page.driver.execute_cdp_cmd("DOM.focus", {"backendNodeId": node["backendDOMNodeId"]})


class WebKit(unittest.TestCase):
    """What differs between browsers: workers from blobs, unpacking, storage and keys."""

    @classmethod
    def setUpClass(cls):
        cls.page = browser.Page(browser.webkit())
        cls.addClassCleanup(cls.page.driver.quit)

    def test_cells_an_exercise_and_the_playground(self):
        page = self.page
        page.open("01-the-bug.html")
        page.wait_for_engine()
        self.assertEqual(page.script("return errorbook.engine.state"), "ready")
        for cell in page.cells()[:8]:
            recorded = [page.text(each) for each in page.all("output", cell) if page.text(each)]
            page.run(cell)
            for text in recorded:
                self.assertEqual(page.text(page.part("output", cell)), text)
        section = page.part("exercise")
        page.set(section, 'handler CardTimeout -> "card not charged", 402\n')
        page.script("arguments[0].click()", page.part("check", section))
        page.wait(lambda: section.get_attribute("data-state") == "passed")
        page.open("playground.html", keeps_progress=True)
        page.wait_for_engine()
        page.set(page.part("prompt"), "raise ValueError")
        page.script("arguments[0].click()", page.part("run", page.part("prompt")))
        page.wait(lambda: "ValueError" in page.text(page.all("prompt-entry")[-1]))


if __name__ == "__main__":
    unittest.main()
