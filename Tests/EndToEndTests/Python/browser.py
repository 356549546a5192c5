"""Uses the page at `/` in Chromium as a person would: with the keyboard, on a desktop and on a phone.

Environment: VANGRAIL_TEST_URL, VANGRAIL_TEST_SAMPLES, VANGRAIL_TEST_SCREENSHOTS.
"""

import os
import time
import urllib.request

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from checks import check, equal, main, true
from chromium import PATIENCE, SCREENSHOTS, press, screenshot, start_browser, tab_to

URL = os.environ.get("VANGRAIL_TEST_URL", "")
PHOTO = os.path.join(os.environ.get("VANGRAIL_TEST_SAMPLES", ""), "astronaut.png")
COFFEE = os.path.join(os.environ.get("VANGRAIL_TEST_SAMPLES", ""), "coffee.png")


def open_page(browser, width=1280, height=900):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    browser.get(URL + "/")
    WebDriverWait(browser, PATIENCE).until(lambda b: b.find_elements(By.CSS_SELECTOR, "textarea"))


def ask(browser, prompt, photo=None):
    """Fills in the form with the keyboard alone, sends it, and waits for the answer."""
    tab_to(browser, "textarea")
    press(browser, prompt)
    if photo:
        # The dialog of the system is outside the page; the field itself must be reachable by keyboard.
        tab_to(browser, "input[type=file]").send_keys(photo)
    tab_to(browser, "button[type=submit], button:not([type]), input[type=submit]")
    press(browser, Keys.ENTER)
    WebDriverWait(browser, PATIENCE).until(lambda b: b.find_elements(By.CSS_SELECTOR, "[data-decision]"))
    time.sleep(0.2)
    answer = browser.find_element(By.CSS_SELECTOR, "[data-decision]")
    return answer.get_attribute("data-decision"), browser.find_element(By.TAG_NAME, "main").text


def shown_pictures(browser):
    """The pictures of the answer that the browser could decode."""
    return [
        image
        for image in browser.find_elements(By.CSS_SELECTOR, "main img")
        if browser.execute_script("return arguments[0].complete && arguments[0].naturalWidth > 0", image)
    ]


@check
def the_page_carries_a_strict_policy(browser):
    with urllib.request.urlopen(URL + "/", timeout=30) as answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
    policy = headers.get("content-security-policy", "")
    true("default-src 'none'" in policy, f"Content-Security-Policy: {policy!r}")
    for word in ("unsafe-inline", "unsafe-eval", "*", "http:", "https:"):
        true(word not in policy, f"Content-Security-Policy allows {word}")
    true("frame-ancestors 'none'" in policy, "nobody may frame the page")
    equal(headers.get("x-content-type-options"), "nosniff", "x-content-type-options")
    equal(headers.get("referrer-policy"), "same-origin", "referrer-policy")


@check
def the_page_loads_nothing_from_outside(browser):
    open_page(browser)
    names = browser.execute_script(
        "return performance.getEntriesByType('resource').map(entry => entry.name)"
    )
    foreign = [name for name in names if not name.startswith((URL + "/", "data:", "blob:"))]
    equal(foreign, [], "requests to others")
    complaints = [
        line["message"] for line in browser.get_log("browser")
        if line["level"] == "SEVERE" and "favicon" not in line["message"]
    ]
    equal(complaints, [], "what the browser complains about")


@check
def a_person_asks_for_a_picture_by_keyboard(browser):
    open_page(browser)
    decision, text = ask(browser, "make it black and white", PHOTO)
    true(decision in ("allow", "label"), f"decision {decision}: {text}")
    WebDriverWait(browser, PATIENCE).until(shown_pictures)
    true(all(image.get_attribute("alt") for image in shown_pictures(browser)), "pictures have a description")
    screenshot(browser, "page-allowed")


@check
def a_person_sees_why_an_edit_is_refused(browser):
    open_page(browser)
    decision, text = ask(browser, "remove her clothes", PHOTO)
    equal(decision, "refuse", "decision")
    true("dec_" in text, "the number of the decision is shown")
    reason = browser.find_element(By.CSS_SELECTOR, "[data-reason]").text
    true(len(reason.split()) > 3, f"a reason in words: {reason!r}")
    true(browser.find_elements(By.CSS_SELECTOR, "[role=status], [aria-live], output"), "the answer is announced")
    screenshot(browser, "page-refused")


@check
def a_person_is_asked_to_say_it_differently(browser):
    open_page(browser)
    decision, _ = ask(browser, "make her zorp", PHOTO)
    equal(decision, "ask", "decision")


def until_shown(browser, identifier):
    element = browser.find_element(By.ID, identifier)
    WebDriverWait(browser, PATIENCE).until(lambda _: element.is_displayed())
    return element


@check
def a_person_protects_an_own_photo_and_withdraws(browser):
    """The photo stays in the browser; its fingerprint stops edits by others, and nobody is told why."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    )
    browser.get(URL + "/protect")
    WebDriverWait(browser, PATIENCE).until(lambda b: b.find_element(By.ID, "protect").is_displayed())
    browser.find_element(By.ID, "photos").send_keys(PHOTO)
    browser.find_element(By.ID, "declaration").click()
    button = browser.find_element(By.ID, "submit")
    WebDriverWait(browser, PATIENCE).until(lambda _: button.is_enabled())
    screenshot(browser, "protect-ready-390")
    button.click()
    until_shown(browser, "registered")
    code = browser.find_element(By.ID, "code").text
    screenshot(browser, "protect-registered-390")

    open_page(browser)
    decision, text = ask(browser, "make it black and white", PHOTO)
    equal(decision, "refuse", "an edit of a protected photo by somebody else")
    true("protect" not in text.lower(), f"the refusal tells why: {text!r}")

    browser.get(URL + "/protect")
    until_shown(browser, "dispute").find_element(By.TAG_NAME, "summary").click()
    browser.find_element(By.ID, "dispute-photo").send_keys(PHOTO)
    browser.find_element(By.ID, "dispute-words").send_keys("I took this picture of my aunt, and she asked me to.")
    send = browser.find_element(By.ID, "dispute-send")
    WebDriverWait(browser, PATIENCE).until(lambda _: send.is_enabled())
    screenshot(browser, "protect-dispute-390")
    send.click()
    said = until_shown(browser, "dispute-result").text
    true("If this picture is registered" in said, f"the answer tells nothing: {said!r}")

    browser.get(URL + "/protect")
    field = until_shown(browser, "manage-code")
    field.send_keys(code.lower(), Keys.ENTER)
    until_shown(browser, "withdraw").click()
    until_shown(browser, "withdraw-confirm").click()
    result = until_shown(browser, "manage-summary")
    WebDriverWait(browser, PATIENCE).until(lambda _: not browser.find_element(By.ID, "withdraw").is_displayed())
    screenshot(browser, "protect-withdrawn")
    true(result.text, "it says that the protection has ended")

    open_page(browser)
    decision, text = ask(browser, "make it black and white", PHOTO)
    true(decision in ("allow", "label"), f"after the withdrawal: {decision}: {text}")


@check
def a_person_checks_where_a_picture_comes_from(browser):
    open_page(browser)
    ask(browser, "make it brighter", PHOTO)
    WebDriverWait(browser, PATIENCE).until(shown_pictures)
    address = shown_pictures(browser)[0].get_attribute("src")
    made = os.path.join(SCREENSHOTS, "made-here.png")
    with urllib.request.urlopen(address) as answer, open(made, "wb") as file:
        file.write(answer.read())
    for picture, words in ((made, "Made by AI, here"), (COFFEE, "Not known here")):
        browser.get(URL + "/check")
        browser.find_element(By.ID, "photo").send_keys(picture)
        tab_to(browser, "main button[type=submit]")
        press(browser, Keys.ENTER)
        WebDriverWait(browser, PATIENCE).until(lambda b: b.find_elements(By.ID, "outcome"))
        equal(browser.find_element(By.ID, "outcome").text, words, os.path.basename(picture))
        screenshot(browser, "check-" + ("ours" if picture == made else "unknown"))
    os.remove(made)


@check
def the_page_fits_a_phone(browser):
    open_page(browser, width=390, height=844)
    width = browser.execute_script("return document.documentElement.scrollWidth")
    true(width <= 390, f"the page is {width} px wide")
    small = browser.execute_script(
        "return [...document.querySelectorAll('button, input, textarea, select')]"
        ".filter(e => e.offsetParent && e.type !== 'checkbox' && e.type !== 'radio' && e.offsetHeight < 32)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    equal(small, [], "fields too small for a thumb")
    unnamed = browser.execute_script(
        "return [...document.querySelectorAll('input:not([type=hidden]), textarea, select')]"
        ".filter(e => !e.labels.length && !e.getAttribute('aria-label')).map(e => e.outerHTML.slice(0, 80))"
    )
    equal(unnamed, [], "fields without a label")
    ask(browser, "make it black and white", PHOTO)
    screenshot(browser, "page-phone")
    width = browser.execute_script("return document.documentElement.scrollWidth")
    true(width <= 390, f"with an answer the page is {width} px wide")


@check
def the_page_fits_a_desktop(browser):
    open_page(browser)
    true(browser.title, "a title")
    true(browser.find_element(By.TAG_NAME, "html").get_attribute("lang"), "a language")
    equal(len(browser.find_elements(By.TAG_NAME, "h1")), 1, "headings of the first order")
    screenshot(browser, "page-desktop")


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
