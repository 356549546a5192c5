"""A headless Chromium, and what checks of pages do with it.

Environment: VANGRAIL_TEST_SCREENSHOTS.
"""

import os

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

SCREENSHOTS = os.environ.get("VANGRAIL_TEST_SCREENSHOTS", "")
PATIENCE = 30


def start_browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))


def press(browser, *keys):
    ActionChains(browser).send_keys(*keys).perform()


def tab_to(browser, selector):
    """Moves the focus with the Tab key until it is on an element of that kind, and gives the element."""
    for _ in range(40):
        element = browser.switch_to.active_element
        if browser.execute_script("return arguments[0].matches(arguments[1])", element, selector):
            return element
        press(browser, Keys.TAB)
    raise AssertionError(f"the Tab key never reaches {selector}")


def screenshot(browser, name):
    browser.save_screenshot(os.path.join(SCREENSHOTS, name + ".png"))
