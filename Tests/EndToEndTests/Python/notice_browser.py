"""Reports a picture in Chromium as a person on a phone would, and follows the report.

Environment: VANGRAIL_TEST_URL, VANGRAIL_TEST_SAMPLES, VANGRAIL_TEST_SCREENSHOTS.
"""

import os

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from checks import check, equal, main, true
from chromium import PATIENCE, press, screenshot, start_browser, tab_to

URL = os.environ.get("VANGRAIL_TEST_URL", "")
# A drawn cup of coffee and a woman in a space suit: nothing that anybody would report.
PHOTO = os.path.join(os.environ.get("VANGRAIL_TEST_SAMPLES", ""), "astronaut.png")
LANGUAGES = ("nl", "en", "de", "fr", "es", "pl", "ar", "tr", "uk")


def open_page(browser, path, width=360, height=740, dark=False):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]},
    )
    browser.get(URL + path)


def until(browser, selector):
    """Waits until an element of that kind is there and shown, and gives it."""
    WebDriverWait(browser, PATIENCE).until(
        lambda b: [e for e in b.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()]
    )
    return [e for e in browser.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()][0]


def click(browser, selector):
    element = until(browser, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    element.click()


def whole(browser, name):
    """A picture of the whole page, not only of what fits the screen."""
    height = browser.execute_script("return document.documentElement.scrollHeight")
    width = browser.execute_script("return window.innerWidth")
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": min(height, 6000), "deviceScaleFactor": 1, "mobile": width < 600},
    )
    screenshot(browser, name)
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 740, "deviceScaleFactor": 1, "mobile": width < 600},
    )


def fits(browser, what):
    """Nothing sticks out, every field has a label, every target is large enough for a thumb."""
    width, inner = browser.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")
    true(width <= inner, f"{what} is {width} px wide on {inner}")
    unnamed = browser.execute_script(
        "return [...document.querySelectorAll('input:not([type=hidden]), textarea, select')]"
        ".filter(e => !e.labels.length && !e.getAttribute('aria-label')).map(e => e.outerHTML.slice(0, 80))"
    )
    equal(unnamed, [], f"{what}: fields without a label")
    small = browser.execute_script(
        "return [...document.querySelectorAll('button, input, textarea, select')]"
        ".filter(e => e.offsetParent && !['checkbox', 'radio', 'file'].includes(e.type) && e.offsetHeight < 32)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    equal(small, [], f"{what}: fields too small for a thumb")
    equal(len(browser.find_elements(By.TAG_NAME, "h1")), 1, f"{what}: headings of the first order")


def complaints(browser):
    return [
        line["message"] for line in browser.get_log("browser")
        if line["level"] == "SEVERE" and "favicon" not in line["message"] and "400 (Bad Request)" not in line["message"]
    ]


def scripts(browser, on):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not on})


@check
def a_dutch_victim_reports_on_a_phone_and_follows_the_report(browser):
    browser.get_log("browser")
    open_page(browser, "/notice?lang=nl")
    equal(browser.find_element(By.TAG_NAME, "html").get_attribute("lang"), "nl", "language")
    help_card = until(browser, ".help")
    true("020 261 52 75" in help_card.text and "0900 0101" in help_card.text, "help lines with numbers")
    fits(browser, "screen 1")
    screenshot(browser, "notice-1-top-360")
    click(browser, "#ground")
    browser.find_element(By.ID, "links").send_keys("https://voorbeeld.example/foto/1")
    browser.find_element(By.ID, "photos").send_keys(PHOTO)
    WebDriverWait(browser, PATIENCE).until(lambda b: b.find_elements(By.CSS_SELECTOR, ".photo.good"))
    WebDriverWait(browser, PATIENCE).until(lambda b: b.find_element(By.ID, "next").is_enabled())
    whole(browser, "notice-1-360")
    fits(browser, "screen 1 with a picture")
    click(browser, "#next")

    until(browser, "#sender")
    fits(browser, "screen 2")
    click(browser, "#sender")
    browser.find_element(By.ID, "explanation").send_keys("Dit is met AI gemaakt. Ik wil dit niet.")
    whole(browser, "notice-2-360")
    click(browser, "#next")

    until(browser, "#bona-fide")
    text = browser.find_element(By.TAG_NAME, "main").text
    true("https://voorbeeld.example/foto/1" in text and "Afbeelding 1, als vingerafdruk" in text, f"the summary: {text}")
    fits(browser, "screen 3")
    whole(browser, "notice-3-360")
    click(browser, "#bona-fide")
    click(browser, "button[data-once]")

    code = until(browser, "#code").text
    recovery = until(browser, "#recovery").text
    true(len(code) == 23 and len(recovery) == 23 and code != recovery, f"two secrets: {code} {recovery}")
    true(code not in browser.current_url, "the code stands in the address")
    fits(browser, "the confirmation")
    screenshot(browser, "notice-done-360")

    open_page(browser, "/notice/status?lang=nl")
    fits(browser, "the entry")
    screenshot(browser, "notice-status-entry-360")
    browser.find_element(By.ID, "code").send_keys(code.upper().replace("-", " "), Keys.ENTER)
    until(browser, ".clock")
    text = browser.find_element(By.TAG_NAME, "main").text
    true("nog 23 u" in text, f"time left: {text}")
    true(code not in browser.current_url, "the code stands in the address")
    equal(browser.find_elements(By.CSS_SELECTOR, "main img"), [], "pictures on the page")
    fits(browser, "the status")
    whole(browser, "notice-status-360")

    click(browser, "form[action*='/status/add'] textarea")
    browser.switch_to.active_element.send_keys("Het staat er nu ook op een andere plek.")
    click(browser, "form[action*='/status/add'] button")
    true("toegevoegd" in until(browser, "#outcome").text, "words are added")

    open_page(browser, "/notice/status?lang=nl")
    click(browser, "details.boxed summary")
    until(browser, "#recovery").send_keys(recovery, Keys.ENTER)
    renewed = until(browser, "#code").text
    true(len(renewed) == 23 and renewed != code, "a new code")
    open_page(browser, "/notice/status?lang=nl")
    browser.find_element(By.ID, "code").send_keys(code, Keys.ENTER)
    true("kennen deze code niet" in until(browser, "#outcome ~ ul, .card.bad").text, "the old code is over")
    equal([c for c in complaints(browser) if "404" not in c], [], "what the browser complains about")


@check
def a_report_works_without_scripts(browser):
    scripts(browser, False)
    try:
        open_page(browser, "/notice?lang=en")
        true("needs JavaScript" in browser.find_element(By.TAG_NAME, "main").text, "it says what needs scripts")
        browser.find_element(By.ID, "ground-child-abuse").click()
        browser.find_element(By.ID, "links").send_keys("pictures.example/2")
        browser.find_element(By.ID, "next").click()
        WebDriverWait(browser, PATIENCE).until(lambda b: b.find_elements(By.ID, "sender"))
        equal(browser.find_elements(By.ID, "email"), [], "an address is asked for about a child")
        browser.find_element(By.ID, "sender-witness").click()
        browser.find_element(By.ID, "next").click()
        WebDriverWait(browser, PATIENCE).until(lambda b: b.find_elements(By.ID, "bona-fide"))
        equal(browser.find_elements(By.CSS_SELECTOR, "input[type=file]"), [], "a file is asked for about a child")
        browser.find_element(By.ID, "bona-fide").click()
        browser.find_element(By.CSS_SELECTOR, "button[data-once]").click()
        WebDriverWait(browser, PATIENCE).until(lambda b: b.find_elements(By.ID, "recovery"))
    finally:
        scripts(browser, True)


@check
def the_way_out_leaves_nothing_behind(browser):
    for way in ("key", "button"):
        open_page(browser, "/notice?lang=nl")
        browser.find_element(By.ID, "links").send_keys("https://voorbeeld.example/geheim")
        if way == "key":
            press(browser, Keys.ESCAPE, Keys.ESCAPE)
        else:
            browser.find_element(By.ID, "leave").click()
        WebDriverWait(browser, PATIENCE).until(lambda b: not b.current_url.startswith(URL))
        true("wikipedia" in browser.current_url, f"{way} leads to {browser.current_url}")
        true("geheim" not in browser.page_source, f"{way}: what was typed is still there")
    open_page(browser, "/notice?lang=nl")
    press(browser, Keys.ESCAPE)
    true(browser.current_url.startswith(URL), "one press is not enough")


@check
def a_keyboard_reaches_everything(browser):
    open_page(browser, "/notice?lang=en", width=1280, height=900)
    for selector in ("#leave", ".help a[href^='tel:']", "#ground", "#links", "#photos", "#sendsfile", "#next"):
        tab_to(browser, selector)
    press(browser, Keys.ENTER)
    error = until(browser, ".card.bad a")
    equal(error.get_attribute("hash") if hasattr(error, "hash") else error.get_attribute("href").split("#")[1],
          "ground", "the first message leads to its field")
    screenshot(browser, "notice-errors-1280")


@check
def every_language_fits_a_phone(browser):
    for language in LANGUAGES:
        for path, name in (("/notice", "notice"), ("/terms", "terms"), ("/notice/status", "entry")):
            open_page(browser, f"{path}?lang={language}")
            fits(browser, f"{path} in {language}")
            if name == "notice" or (language in ("ar", "nl") and name == "terms"):
                whole(browser, f"{name}-{language}-360")
    equal(browser.execute_script("return getComputedStyle(document.body).direction"), "ltr", "direction")
    open_page(browser, "/notice?lang=ar", dark=True)
    equal(browser.execute_script("return getComputedStyle(document.body).direction"), "rtl", "direction")
    whole(browser, "notice-ar-dark-360")
    open_page(browser, "/complaint/dec_01abcdefghjkmnpqrstvwxyz12?lang=de", dark=True)
    fits(browser, "the page to question a decision")
    whole(browser, "complaint-de-dark-360")


@check
def a_secret_in_a_link_leaves_the_address(browser):
    open_page(browser, "/statement?lang=en#no-such-secret")
    WebDriverWait(browser, PATIENCE).until(lambda b: b.find_elements(By.CSS_SELECTOR, ".card.bad"))
    true("no-such-secret" not in browser.current_url, browser.current_url)
    screenshot(browser, "statement-unknown-360")


if __name__ == "__main__":
    import sys

    if sys.argv[1:]:
        main()
    else:
        chromium = start_browser()
        try:
            main(chromium)
        finally:
            chromium.quit()
