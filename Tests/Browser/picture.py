"""Makes the picture of the book in the README: the first screen after both requests.

    cd Tests/Browser && BOOK=FOLDER python picture.py ../../.ci/the-book.png
"""
import base64
import pathlib
import sys

import browser

page = browser.Page(browser.chromium())
try:
    page.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 1100, "height": 640, "deviceScaleFactor": 1, "mobile": False})
    page.open("index.html")
    page.wait_for_engine()
    page.part("network-card").click()
    page.click(page.wait(lambda: page.part("why")))
    stepper = page.wait(lambda: page.part("stepper"))
    page.click(page.button("Jump to the first difference", stepper))
    page.script("window.scrollTo(0, 0); document.activeElement.blur()")
    picture = page.driver.execute_cdp_cmd(
        "Page.captureScreenshot", {"clip": {"x": 0, "y": 0, "width": 1100, "height": 860, "scale": 1}, "captureBeyondViewport": True})
    pathlib.Path(sys.argv[1]).write_bytes(base64.b64decode(picture["data"]))
finally:
    page.driver.quit()
