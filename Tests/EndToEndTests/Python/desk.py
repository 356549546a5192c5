"""Works at the desk in Chromium as a member of staff would: with the keyboard alone, on a desktop and on a phone.

The server is one with prepared cases. Environment: VANGRAIL_TEST_URL, VANGRAIL_TEST_SCREENSHOTS.
"""

import os
import sys
import time

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from checks import check, equal, main, true

URL = os.environ.get("VANGRAIL_TEST_URL", "")
SCREENSHOTS = os.environ.get("VANGRAIL_TEST_SCREENSHOTS", "")
PATIENCE = 20
PASSPHRASE = "correct horse battery"
CODE = "123456"
CASES = 50


def start_browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    size(browser)
    return browser


def size(browser, width=1360, height=900, dark=False):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    scheme = "dark" if dark else "light"
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )


def press(browser, *keys):
    ActionChains(browser).send_keys(*keys).perform()


def until(browser, condition, what):
    try:
        # A list that refreshes by itself may go away between finding and reading it.
        gone = [StaleElementReferenceException, NoSuchElementException]
        return WebDriverWait(browser, PATIENCE, poll_frequency=0.05, ignored_exceptions=gone).until(condition)
    except Exception as error:
        body = browser.find_element(By.TAG_NAME, "body").text[:600]
        raise AssertionError(f"never {what}; at {browser.current_url}\n{body}") from error


def sign_in(browser, name):
    browser.delete_all_cookies()
    browser.get(URL + "/desk/sign-in")
    browser.delete_all_cookies()
    until(browser, lambda b: b.switch_to.active_element.get_attribute("name") == "name", "the name has the focus")
    press(browser, name, Keys.TAB, PASSPHRASE, Keys.TAB, CODE, Keys.ENTER)
    until(browser, lambda b: b.current_url == URL + "/desk", "signed in")


def press_and_wait(browser, key, condition, what):
    """Presses a key that leaves the page, and waits until another page fulfils the condition."""
    page = browser.find_element(By.TAG_NAME, "html")
    press(browser, key)

    def is_there(b):
        try:
            page.is_enabled()
            return False
        except Exception:
            return b.execute_script("return document.readyState") == "complete" and condition(b)

    until(browser, is_there, what)


def in_case(browser):
    return "/desk/cases/case_" in browser.current_url


def said(browser):
    found = browser.find_elements(By.CSS_SELECTOR, ".alert.good")
    return found[0].text if found else ""


def screenshot(browser, name):
    for width, height, kind in ((1360, 900, "desktop"), (390, 844, "phone")):
        for dark in (False, True):
            size(browser, width, height, dark)
            time.sleep(0.15)
            browser.save_screenshot(os.path.join(SCREENSHOTS, f"desk-{name}-{kind}{'-dark' if dark else ''}.png"))
    size(browser)


def fits(browser, path):
    for width in (320, 390, 1360):
        size(browser, width, 800)
        browser.get(URL + path)
        wide = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        true(wide <= 0, f"{path} is {wide} pixels too wide at {width}")
    size(browser)


def complaints(browser):
    return [line["message"] for line in browser.get_log("browser") if line["level"] == "SEVERE"]


@check
def a_member_signs_in_by_keyboard(browser):
    browser.get(URL + "/desk")
    equal(browser.current_url, URL + "/desk/sign-in", "without a session")
    screenshot(browser, "sign-in")
    sign_in(browser, "Ria")
    equal(browser.find_element(By.TAG_NAME, "h1").text, "Queue", "the first page")
    screenshot(browser, "queue")
    equal(complaints(browser), [], "what the browser complains about")


@check
def a_case_is_taken_and_ruled_by_key(browser):
    sign_in(browser, "Ria")
    press_and_wait(browser, "n", in_case, "a case is open")
    case = browser.current_url
    true("Yours until" in browser.find_element(By.TAG_NAME, "main").text, "the case is claimed")
    press(browser, "j")
    press(browser, "r")
    press(browser, "1")
    chosen = browser.find_element(By.CSS_SELECTOR, "#rule input[name=reason]:checked")
    equal(chosen.get_attribute("value"), "undressed", "the reason of key 1")
    policy = browser.find_element(By.CSS_SELECTOR, ".reason:has(input:checked) .policy")
    true(policy.is_displayed() and "clothes removed" in policy.text, f"the policy is shown: {policy.text!r}")
    screenshot(browser, "ruling")
    press_and_wait(browser, "a", lambda b: said(b) == "Ruled.", "ruled")
    true(browser.current_url.startswith(case.split("?")[0]), "the same case")
    press_and_wait(browser, "u", lambda b: said(b).startswith("Undone"), "undone")


@check
def keys_do_nothing_in_a_field(browser):
    sign_in(browser, "Ria")
    press(browser, "/")
    equal(browser.switch_to.active_element.get_attribute("id"), "search", "the focus after /")
    press(browser, "n1aru?")
    time.sleep(0.3)
    equal(browser.current_url, URL + "/desk", "still the queue")
    equal(browser.find_element(By.ID, "search").get_attribute("value"), "n1aru?", "the keys were typed")
    press(browser, Keys.ESCAPE)
    press(browser, "?")
    until(browser, lambda b: b.find_element(By.ID, "keys").is_displayed(), "the keys are shown")
    screenshot(browser, "keys")
    press(browser, "n")
    time.sleep(0.3)
    equal(browser.current_url, URL + "/desk", "a key in the dialog does nothing")
    press(browser, Keys.ESCAPE)
    press(browser, "j", "j", Keys.ENTER)
    until(browser, in_case, "the second row is open")


@check
def a_picture_is_shown_only_while_it_is_held(browser):
    sign_in(browser, "Ria")
    browser.get(URL + "/desk/cases/case_wide")
    equal(len(browser.find_elements(By.CSS_SELECTOR, "main img")), 0, "pictures before somebody asks")
    press(browser, "j", "v")
    drawn = lambda b: b.find_elements(By.CSS_SELECTOR, "#item-1 .frame img")
    until(browser, drawn, "the drawing is shown")
    pressed = lambda: [
        b.get_attribute("data-view") for b in browser.find_elements(By.CSS_SELECTOR, "#item-1 [aria-pressed=true]")
    ]
    equal(pressed(), ["outline"], "the first view")
    press(browser, "v")
    until(browser, lambda b: pressed() == ["grey"] and drawn(b), "the grey one is shown")
    ActionChains(browser).key_down("v").perform()
    until(browser, lambda b: b.find_elements(By.CSS_SELECTOR, ".whole img"), "the full picture is shown while held")
    screenshot(browser, "held")
    ActionChains(browser).key_up("v").perform()
    until(browser, lambda b: not b.find_elements(By.CSS_SELECTOR, ".whole"), "it is gone when let go of")
    button = browser.find_element(By.CSS_SELECTOR, "#item-2 [data-view=full]")
    ActionChains(browser).click_and_hold(button).perform()
    until(browser, lambda b: b.find_elements(By.CSS_SELECTOR, ".whole img"), "shown while the button is held")
    ActionChains(browser).release(button).perform()
    until(browser, lambda b: not b.find_elements(By.CSS_SELECTOR, ".whole"), "gone when the button is let go of")
    stored = browser.execute_script(
        "return performance.getEntriesByType('resource').filter(e => e.name.includes('/picture?'))"
        ".every(e => e.transferSize > 0)"
    )
    true(stored, "no picture came out of a cache")
    equal(complaints(browser), [], "what the browser complains about")


@check
def a_change_shows_in_an_open_case_and_in_the_queue(browser):
    sign_in(browser, "Ria")
    browser.get(URL + "/desk/cases/case_terms")
    first = browser.current_window_handle
    browser.switch_to.new_window("tab")
    browser.get(URL + "/desk?all=1")
    second = browser.current_window_handle
    browser.switch_to.new_window("tab")
    browser.get(URL + "/desk/cases/case_terms")
    time.sleep(0.5)
    press_and_wait(browser, "c", lambda b: "Yours until" in b.find_element(By.TAG_NAME, "main").text, "claimed")
    browser.close()
    browser.switch_to.window(second)
    row = "tr[data-row=case_terms]"
    until(browser, lambda b: "you" in b.find_element(By.CSS_SELECTOR, row).text, "the queue shows the claim")
    browser.close()
    browser.switch_to.window(first)
    until(browser, lambda b: b.find_element(By.ID, "changed").is_displayed(), "the open case says that it has changed")


@check
def every_page_fits(browser):
    sign_in(browser, "Lee")
    for path in (
        "/desk", "/desk/cases/case_wide", "/desk/cases/case_order", "/desk/cases/case_complained",
        "/desk/cases/case_proposed", "/desk/cases/case_danger", "/desk/search?q=maker", "/desk/accounts/maker",
        "/desk/forecast", "/desk/keys", "/desk/admin", "/desk/admin/staff", "/desk/admin/flaggers",
        "/desk/admin/authorities", "/desk/admin/switches", "/desk/admin/policy", "/desk/admin/banks",
    ):
        fits(browser, path)
    for path, name in (
        ("/desk/cases/case_wide", "case"), ("/desk/cases/case_proposed", "second"), ("/desk/accounts/maker", "account"),
        ("/desk/cases/case_order", "order"), ("/desk/forecast", "forecast"), ("/desk/admin", "admin"),
        ("/desk/cases/case_complained", "complaint"),
    ):
        browser.get(URL + path)
        screenshot(browser, name)
    sign_in(browser, "Ada")
    for path, name in (("/desk/admin/staff", "staff"), ("/desk/admin/flaggers", "flaggers")):
        browser.get(URL + path)
        screenshot(browser, name)


@check
def an_invitation_keeps_its_secret_out_of_the_address(browser):
    browser.delete_all_cookies()
    browser.get(URL + "/desk/invitation#inv-secret")
    until(browser, lambda b: b.find_element(By.ID, "secret").get_attribute("value") == "inv-secret", "the field is filled")
    equal(browser.current_url, URL + "/desk/invitation", "the address")
    browser.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
    until(browser, lambda b: b.find_elements(By.CSS_SELECTOR, ".code svg"), "the code is drawn")
    screenshot(browser, "enrolment")
    equal(complaints(browser), [], "what the browser complains about")


@check
def fifty_cases_are_decided_by_keyboard_alone(browser):
    sign_in(browser, "Kim")
    decided = 0
    started = time.monotonic()
    while decided < CASES:
        press_and_wait(browser, "n", lambda b: in_case(b) or "said=empty" in b.current_url, "the next case is open")
        true(in_case(browser), f"the queue is empty after {decided}")
        if not browser.current_url.split("/")[-1].startswith("case_many"):
            continue
        press(browser, "r", str(1 + decided % 5) if decided % 3 else "9")
        press_and_wait(browser, "a", lambda b: said(b) == "Ruled.", "ruled")
        decided += 1
    print(f"{decided} cases in {time.monotonic() - started:.1f} seconds", file=sys.stderr)


@check
def forms_work_without_scripts(browser):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.delete_all_cookies()
        browser.get(URL + "/desk/sign-in")
        for name, value in (("name", "Rob"), ("passphrase", PASSPHRASE), ("code", CODE)):
            browser.find_element(By.NAME, name).send_keys(value)
        browser.find_element(By.CSS_SELECTOR, "main button[type=submit]").click()
        until(browser, lambda b: b.current_url == URL + "/desk", "signed in")
        browser.find_element(By.CSS_SELECTOR, "#next button").click()
        until(browser, in_case, "a case is open")
        browser.find_element(By.CSS_SELECTOR, "#rule input[value=no-breach]").click()
        browser.find_element(By.CSS_SELECTOR, "#rule button[data-key=rule]").click()
        until(browser, lambda b: said(b) == "Ruled.", "ruled")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        main()
    else:
        chromium = start_browser()
        try:
            main(chromium)
        finally:
            chromium.quit()
