"""A browser that opens the book's pages from files, as a reader does."""
import functools
import glob
import os
import pathlib
import sys
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BOOK = pathlib.Path(os.environ["BOOK"]).resolve()
PATIENCE = 20


def chromium():
    options = webdriver.ChromeOptions()
    # Nothing may leave the page, so every host name fails.
    for option in ["--headless=new", "--no-sandbox", "--window-size=1280,900", "--host-resolver-rules=MAP * ~NOTFOUND",
                   f"--user-data-dir={tempfile.mkdtemp(prefix='errorbook-chromium-')}"]:
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))


def webkit():
    options = webdriver.WebKitGTKOptions()
    options.binary_location = glob.glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")[0]
    options.add_argument("--automation")
    options.set_capability("browserName", "MiniBrowser")
    return webdriver.WebKitGTK(options=options, service=webdriver.WebKitGTKService("/usr/bin/WebKitWebDriver"))


class Page:
    """The open page. Parts are found by their `data-errorbook` attribute."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, name, keeps_progress=False):
        self.driver.get((BOOK / name).as_uri())
        if not keeps_progress:
            self.script("try { localStorage.clear() } catch {}")
            self.driver.get((BOOK / name).as_uri())

    def script(self, code, *arguments):
        return self.driver.execute_script(code, *arguments)

    def wait(self, condition, what="", patience=PATIENCE):
        """Waits until a condition is true; returns its value."""
        end = time.monotonic() + patience
        while True:
            try:
                value = condition()
                error = None
            except Exception as problem:  # The page may replace elements at any time.
                value, error = None, problem
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError(f"nothing after {patience} s: {what or condition}; {error or ''}")
            time.sleep(0.02)

    def wait_for_engine(self):
        return self.wait(lambda: self.script("return ['ready', 'unavailable'].includes(errorbook.engine.state)"), "engine")

    def all(self, part, inside=None):
        return (inside or self.driver).find_elements(By.CSS_SELECTOR, f'[data-errorbook="{part}"]')

    def part(self, part, inside=None):
        found = self.all(part, inside)
        assert found, f"no part {part}"
        return found[0]

    def button(self, label, inside=None):
        found = [each for each in (inside or self.driver).find_elements(By.TAG_NAME, "button") if each.text == label]
        assert found, f"no button {label}"
        return found[0]

    def cells(self):
        return self.all("cell")

    def area(self, inside):
        return inside.find_element(By.TAG_NAME, "textarea")

    def value(self, inside):
        return self.script("return arguments[0].value", self.area(inside))

    def set(self, inside, text):
        """Replaces the text of an editor as if it were typed at once."""
        self.script(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
            self.area(inside), text)

    def text(self, element):
        """The text with its spaces and line breaks, whether it is visible or not."""
        return self.script("return arguments[0].textContent", element)

    def click(self, element):
        self.script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def run(self, cell):
        """Runs a cell and waits for its result."""
        self.script("delete arguments[0].dataset.ran", cell)
        self.script("arguments[0].click()", self.part("run", cell))
        self.wait(lambda: cell.get_attribute("data-ran") or self.all("predict", cell), "a run")
        if self.all("predict", cell):
            self.script("arguments[0].click()", self.part("skip-guess", cell))
            self.wait(lambda: cell.get_attribute("data-ran"), "a run after a question")

    def keys(self, *keys):
        actions = ActionChains(self.driver)
        for key in keys:
            actions.send_keys(key)
        actions.perform()

    def chord(self, modifier, key):
        ActionChains(self.driver).key_down(modifier).send_keys(key).key_up(modifier).perform()

    def console(self):
        """The errors and warnings that the page printed."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def foreign_requests(self):
        """The addresses that the page asked for, other than files and data of its own."""
        import json
        urls = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                urls.append(message["params"]["request"]["url"])
        return [url for url in urls if not url.startswith(("file://", "data:", "blob:", "chrome", "about:", "devtools:"))]
