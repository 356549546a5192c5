"""The whole way of one reported picture, in Chromium and over HTTP, with a platform and a mailbox that note what they hear.

A victim reports in Dutch on a phone; a reviewer rules; a second person agrees; the account complains; somebody else
reverses. Environment: VANGRAIL_TEST_URL, VANGRAIL_TEST_KEY, VANGRAIL_TEST_ADMIN_KEY, VANGRAIL_TEST_SAMPLES,
VANGRAIL_TEST_SCREENSHOTS, VANGRAIL_TEST_PROGRAM, VANGRAIL_TEST_PLATFORM_PORT, VANGRAIL_TEST_PLATFORM_SECRET,
VANGRAIL_TEST_MAIL_PORT.
"""

import base64
import hashlib
import hmac
import io
import json
import os
import struct
import subprocess
import sys
import time

import requests
from PIL import Image, ImageOps
from selenium.common.exceptions import (
    NoSuchElementException, StaleElementReferenceException, WebDriverException)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from checks import check, equal, main, true
from chromium import PATIENCE, screenshot, start_browser
from pretend_platform import Mailbox, Platform

URL = os.environ.get("VANGRAIL_TEST_URL", "")
SAMPLES = os.environ.get("VANGRAIL_TEST_SAMPLES", "")
PASSPHRASE = "kettle orbit thirteen moss"
STAFF = {"ria": ["reviewer"], "rob": ["reviewer"], "lee": ["lead"], "kim": ["child-safety"]}


class World:
    """What the checks share: the people and their secrets, and what was posted."""

    def __init__(self):
        port = int(os.environ["VANGRAIL_TEST_PLATFORM_PORT"])
        self.media = f"http://127.0.0.1:{port}"
        self.platform = Platform(port, os.environ["VANGRAIL_TEST_PLATFORM_SECRET"])
        self.mailbox = Mailbox(int(os.environ["VANGRAIL_TEST_MAIL_PORT"]))
        self.secrets, self.code, self.case, self.statement = {}, None, None, None

    def admin(self, method, path, **arguments):
        headers = {"authorization": "Bearer " + os.environ["VANGRAIL_TEST_ADMIN_KEY"]}
        answer = requests.request(method, URL + "/admin/v1/" + path, headers=headers, timeout=30, **arguments)
        true(answer.ok, f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json()


def one_time_code(secret, step):
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    return str((struct.unpack(">I", digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000).zfill(6)


def eventually(what, condition, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while not (found := condition()):
        true(time.monotonic() < end, f"never {what}")
        time.sleep(0.02)
    return found


def window(browser, width=1360, height=900):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )


def until(browser, selector):
    shown = lambda b: [e for e in b.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()]
    try:
        # A page that refreshes by itself may go away between finding and reading it.
        gone = [StaleElementReferenceException, NoSuchElementException]
        return WebDriverWait(browser, PATIENCE, ignored_exceptions=gone).until(shown)[0]
    except Exception as error:
        text = browser.find_element(By.TAG_NAME, "body").text[:1500]
        raise AssertionError(f"never {selector}; at {browser.current_url}\n{text}") from error


def click(browser, selector):
    element = until(browser, selector)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
    element.click()


def submit(browser, selector):
    """Presses a button that leaves the page, and waits until another one is whole."""
    page = browser.find_element(By.TAG_NAME, "html")
    click(browser, selector)

    def has_left(b):
        try:
            page.is_enabled()
            return False
        except WebDriverException:
            return b.execute_script("return document.readyState") == "complete"

    WebDriverWait(browser, PATIENCE).until(has_left)


def whole(browser, name, width=1360):
    height = browser.execute_script("return document.documentElement.scrollHeight")
    window(browser, width, min(height, 6000))
    screenshot(browser, "walk-" + name)
    window(browser, width)


def page_text(browser):
    return browser.find_element(By.TAG_NAME, "main").text


def sign_in(browser, world, name):
    """A code counts once, so that somebody who signs in twice within its time waits for the next."""
    browser.get(URL + "/desk/sign-in")
    browser.delete_all_cookies()
    secret, used = world.secrets[name]
    step = eventually("time for another code", lambda: (now := int(time.time() // 30)) > used and now, 40)
    world.secrets[name] = (secret, step)
    for field, value in (("name", name), ("passphrase", PASSPHRASE), ("code", one_time_code(secret, step))):
        until(browser, f"input[name={field}]").send_keys(value)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    WebDriverWait(browser, PATIENCE).until(lambda b: b.current_url == URL + "/desk")


@check
def staff_come_in_by_invitation(browser, world):
    window(browser)
    for name, roles in STAFF.items():
        ticket = world.admin("POST", "staff", json={"id": name, "name": name.title(), "roles": roles})
        browser.get(ticket["page"].replace(ticket["page"].split("/desk")[0], URL) + "#" + ticket["invitation"])
        WebDriverWait(browser, PATIENCE).until(
            lambda b: b.find_element(By.ID, "secret").get_attribute("value") == ticket["invitation"])
        true(ticket["invitation"] not in browser.current_url, "the secret stands in the address")
        submit(browser, "main button[type=submit]")
        secret = until(browser, "code.key").text.replace(" ", "")
        step = int(time.time() // 30)
        until(browser, "input[name=code]").send_keys(one_time_code(secret, step))
        for field in ("passphrase", "again"):
            browser.find_element(By.NAME, field).send_keys(PASSPHRASE)
        if name == "ria":
            whole(browser, "enrolment")
        submit(browser, "main button[type=submit]")
        equal(len(until(browser, ".codes").find_elements(By.TAG_NAME, "li")), 10, "recovery codes")
        world.secrets[name] = (secret, step)
    browser.get(URL + "/desk")
    true("/desk/sign-in" in browser.current_url, "the desk is closed without a session")


def requested(account):
    """The status of an ordinary request of an account, without a photo."""
    return requests.post(
        URL + "/v1/images/generations", timeout=120, json={"prompt": "a red apple on a wooden table"},
        headers={
            "authorization": "Bearer " + os.environ["VANGRAIL_TEST_KEY"], "x-vangrail-user": account,
        },
    ).status_code


@check
def the_platform_posts_a_picture_and_others_post_copies(browser, world):
    picture = os.path.join(SAMPLES, "astronaut.png")
    answer = requests.post(
        URL + "/v1/images/edits", timeout=120,
        headers={
            "authorization": "Bearer " + os.environ["VANGRAIL_TEST_KEY"], "x-vangrail-user": "maker",
        },
        files={"image": open(picture, "rb")}, data={"prompt": "make the sky behind her a deep blue"},
    )
    true(answer.ok, f"the edit is made: {answer.text[:300]}")
    made = base64.b64decode(answer.json()["data"][0]["b64_json"])
    decision = answer.headers["x-vangrail-decision"]
    image = Image.open(io.BytesIO(made)).convert("RGB")
    width, height = image.size
    copies = {
        "recompressed": image,
        "flipped": ImageOps.mirror(image),
        "cropped": image.crop((width // 10, height // 10, width - width // 10, height - height // 10)),
    }
    unrelated = Image.open(os.path.join(SAMPLES, "coffee.png")).convert("RGB")
    files = {"post-mine": made}
    for name, copy in {**copies, "unrelated": unrelated}.items():
        stream = io.BytesIO()
        copy.save(stream, "JPEG", quality=62)
        files["post-" + name] = stream.getvalue()
    for name, data in files.items():
        world.platform.pictures["/" + name] = data
        asset = {"id": name, "url": f"{world.media}/{name}", "account": name.replace("post-", "by-"), "language": "nl"}
        if name == "post-mine":
            asset |= {"decision": decision, "account": "maker"}
        else:
            path = os.path.join("/tmp", f"{name}-{os.getpid()}.jpg")
            with open(path, "wb") as file:
                file.write(data)
            looks = subprocess.run(
                [os.environ["VANGRAIL_TEST_PROGRAM"], "fingerprint", "--json", path], capture_output=True, check=True)
            os.unlink(path)
            asset |= {k: v for k, v in json.loads(looks.stdout).items() if k != "file"}
        world.admin("POST", "assets", json=asset)


def first_case(browser):
    browser.get(URL + "/desk")
    return URL + "/desk/cases/" + until(browser, "tr[data-row]").get_attribute("data-row")


def rule(browser, account, note):
    """Claims the open case and rules that its pictures undress somebody, with a strike."""
    submit(browser, "form[action$='/claim'] button")
    click(browser, "#rule input[value=undressed]")
    browser.find_element(By.NAME, "note").send_keys(note)
    for box in browser.find_elements(By.CSS_SELECTOR, "#rule input[name=strikes]"):
        if box.get_attribute("value") == account:
            browser.execute_script("arguments[0].click()", box)
    browser.execute_script("document.querySelector('#rule input[name=bank]').checked = true")
    submit(browser, "#rule button[data-key=rule]")
    until(browser, ".alert.good")


@check
def earlier_rulings_count_against_the_account(browser, world):
    window(browser)
    sign_in(browser, world, "ria")
    for name in ("chelsea.png", "rocket.jpg"):
        with open(os.path.join(SAMPLES, name), "rb") as file:
            world.platform.pictures["/old-" + name] = file.read()
        link = f"{world.media}/old-{name}"
        world.admin("POST", "assets", json={"id": "old-" + name, "url": link, "account": "maker", "language": "nl"})
        notice = {"items": [{"url": link}], "ground": "intimate-image", "bona_fide": True}
        world.admin("POST", "notices", json=notice)
        browser.get(first_case(browser))
        rule(browser, "maker", "An earlier one.")
        eventually("it is removed", lambda: "old-" + name in world.platform.assets("asset.remove"))
    measures = eventually("the account is suspended", lambda: world.platform.told("account.suspend"))
    true(all(d["until"] for d in measures), "a suspension by one person ends by itself")


@check
def a_victim_reports_in_dutch_on_a_phone_and_sees_it_hidden(browser, world):
    browser.delete_all_cookies()
    window(browser, 360, 740)
    browser.get(URL + "/notice?lang=nl")
    click(browser, "#ground")
    browser.find_element(By.ID, "links").send_keys(f"{world.media}/post-mine")
    click(browser, "#next")
    click(browser, "#sender")
    browser.find_element(By.ID, "explanation").send_keys("Dit ben ik, en dit is met AI gemaakt.")
    browser.find_element(By.ID, "email").send_keys("iemand@example.org")
    click(browser, "#next")
    click(browser, "#bona-fide")
    started = time.time()
    click(browser, "button[data-once]")
    world.code = until(browser, "#code").text
    eventually("the picture is hidden", lambda: "post-mine" in world.platform.assets("asset.hide"))
    hidden = next(m["at"] for m in world.platform.messages if m["data"].get("asset") == "post-mine")
    print(f"hidden after {hidden - started:.2f} s", file=sys.stderr)
    eventually("the copy is hidden", lambda: "post-recompressed" in world.platform.assets("asset.hide"))

    browser.get(URL + "/notice/status?lang=nl")
    browser.find_element(By.ID, "code").send_keys(world.code, Keys.ENTER)
    until(browser, ".clock")
    true("verborgen totdat een mens heeft beslist" in page_text(browser), f"the status says that it is hidden: {page_text(browser)[:400]}")
    whole(browser, "status-hidden", 360)
    letter = eventually("a letter", lambda: world.mailbox.letters)[0]
    true("iemand@example.org" in letter and "naakt" not in letter.lower(), "the letter is neutral")
    equal(world.platform.forged, 0, "messages with a wrong signature")


@check
def a_reviewer_rules_and_a_second_person_agrees(browser, world):
    window(browser)
    sign_in(browser, world, "ria")
    whole(browser, "queue")
    world.case = first_case(browser)
    browser.get(world.case)
    eventually(
        "every copy is in the case",
        lambda: browser.get(world.case) or all(
            "post-" + name in page_text(browser) for name in ("recompressed", "flipped", "cropped")))
    true("post-unrelated" not in page_text(browser), "another picture is in the case")
    whole(browser, "case")
    click(browser, "#item-1 [data-view=outline]")
    until(browser, "#item-1 .frame img")
    rule(browser, "maker", "The sky is not what this is about.")
    whole(browser, "ruled")
    true("post-mine" not in world.platform.assets("asset.remove"), "removed before a second person has agreed")
    equal(world.platform.told("account.remove"), [], "an account removed by one person")
    equal([f.get_attribute("action") for f in browser.find_elements(By.CSS_SELECTOR, "form[action$='/confirm']")], [],
          "the same person may confirm")

    sign_in(browser, world, "rob")
    browser.get(world.case)
    submit(browser, "form[action$='/claim'] button")
    whole(browser, "second")
    submit(browser, "form[action$='/confirm'] button[type=submit]")
    until(browser, ".alert.good")
    equal([d["account"] for d in eventually("the account is removed", lambda: world.platform.told("account.remove"))],
          ["maker"], "removed accounts")
    copies = {"post-mine", "post-recompressed", "post-flipped", "post-cropped"}
    eventually("every copy is removed", lambda: copies <= world.platform.assets("asset.remove"))
    equal(requested("maker"), 400, "a request of the removed account")
    equal(requested("other"), 200, "a request of another account")
    statements = lambda: [d for d in world.platform.told("statement.issued") if d["account"] == "maker" and "page" in d]
    eventually("the maker is told why", lambda: len(statements()) >= 2)
    world.statement = statements()[-1]
    true("iemand@example.org" not in json.dumps(statements()), "a statement names the victim")
    equal(world.statement["language"], "nl", "the language of the statement")
    eventually("the victim is told", lambda: len(world.mailbox.letters) >= 2)


@check
def the_account_reads_why_and_complains(browser, world):
    browser.delete_all_cookies()
    window(browser, 360, 740)
    browser.get(world.statement["page"].replace(world.statement["page"].split("/statement")[0], URL))
    until(browser, "form[action*=complain] textarea, textarea[name=words]")
    whole(browser, "statement", 360)
    text = page_text(browser)
    true("iemand@" not in text and "Ria" not in text, "the page names somebody")
    until(browser, "textarea").send_keys("Het was alleen de lucht. Kijk nog eens.")
    submit(browser, "form[action*='/statement'] button.primary, form[action*=complain] button")
    until(browser, "#outcome, .card.good")
    whole(browser, "complained", 360)


def quarantine_key(group):
    """As the server printed it, once, at its first start."""
    with open(os.environ["VANGRAIL_TEST_OUTPUT"]) as output:
        lines = [line for line in output if line.startswith(f"quarantine key of the {group}, shown this once: ")]
    return lines[0].rsplit(": ", 1)[1].strip()


def two_groups_open_the_quarantine(browser, world):
    """A removed picture is closed to one person alone, and to two keys of one group."""
    true("In quarantine" in page_text(browser), "the removed picture is in quarantine")
    for reviewers, leads in [("reviewers", "reviewers"), ("reviewers", "leads")]:
        click(browser, "#item-1 details summary")
        browser.find_element(By.CSS_SELECTOR, "#item-1 [name=reviewers]").send_keys(quarantine_key(reviewers))
        browser.find_element(By.CSS_SELECTOR, "#item-1 [name=leads]").send_keys(quarantine_key(leads))
        if leads == "leads":
            screenshot(browser, "walk-quarantine")
        submit(browser, "#item-1 form[action$='/quarantine'] button")
        if leads == "reviewers":
            until(browser, ".alert")
            true("do not open it" in page_text(browser), "two keys of one group open nothing")
    click(browser, "#item-1 [data-view=outline]")
    until(browser, "#item-1 .frame img")


@check
def somebody_else_reverses_it_and_everything_is_undone(browser, world):
    window(browser)
    sign_in(browser, world, "ria")
    browser.get(world.case)
    equal(browser.find_elements(By.CSS_SELECTOR, "form[action$='/decide-complaint']"), [], "who ruled may decide")
    sign_in(browser, world, "lee")
    browser.get(world.case)
    submit(browser, "form[action$='/claim'] button")
    until(browser, "form[action$='/decide-complaint']")
    whole(browser, "complaint")
    two_groups_open_the_quarantine(browser, world)
    click(browser, "form[action$='/decide-complaint'] input[value=reversed]")
    chooser = browser.find_element(By.NAME, "complaint-reason")
    browser.execute_script("arguments[0].value = 'too-strict'", chooser)
    submit(browser, "form[action$='/decide-complaint'] button.primary")
    until(browser, ".alert.good")
    whole(browser, "reversed")
    eventually("the picture is back", lambda: "post-mine" in world.platform.assets("asset.restore"))
    # What the two earlier rulings lead to stays.
    eventually("the account is only suspended", lambda: len(world.platform.told("account.suspend")) == 2)
    eventually("the maker is told", lambda: world.platform.told("complaint.answered"))
    active = lambda: [e for e in world.admin("GET", "banks/intimate/entries")["entries"] if e["enabled"]]
    equal(len(eventually("the bank entry is switched off", lambda: (e := active()) and len(e) < 3 and e)), 2,
          "entries of the rulings that stand")
    browser.delete_all_cookies()
    window(browser, 360, 740)
    browser.get(URL + "/notice/status?lang=nl")
    browser.find_element(By.ID, "code").send_keys(world.code, Keys.ENTER)
    until(browser, "main h2")
    whole(browser, "status-reversed", 360)
    equal(world.platform.forged, 0, "messages with a wrong signature")


@check
def a_flood_of_false_notices_hides_little_and_costs_nobody_an_account(browser, world):
    """One address sends notices about everybody's pictures: some are hidden for a while, the door slows down, nobody is punished."""
    names = [f"flood-{number}" for number in range(24)]
    for name in names:
        world.admin(
            "POST", "assets", json={"id": name, "url": f"{world.media}/{name}", "account": "by-" + name, "language": "en"})
    answers = []
    for name in names:
        fields = {
            "screen": "3", "to": "send", "ground": "intimate-image", "links": f"{world.media}/{name}",
            "sender": "subject", "bona-fide": "on",
        }
        answer = requests.post(
            URL + "/notice?lang=en", timeout=60, files={key: (None, value) for key, value in fields.items()},
            headers={"origin": URL, "sec-fetch-site": "same-origin"})
        answers.append(answer.status_code)
    taken = answers.count(200)
    true(15 <= taken <= 20 and set(answers[taken:]) == {429}, f"the door takes some and then slows down: {answers}")
    flooded = lambda: {asset for asset in world.platform.assets("asset.hide") if asset.startswith("flood-")}
    eventually("the first are hidden", lambda: len(flooded()) >= 5)
    time.sleep(3)
    true(len(flooded()) <= 14 < taken, f"hidden {len(flooded())} of {taken}")
    equal([d for kind in ("warn", "pause", "suspend", "remove") for d in world.platform.told("account." + kind)
           if str(d["account"]).startswith("by-flood-")], [], "measures on accounts")
    equal(requested("by-flood-0"), 200, "a request of an account that was reported")
    # A person sees every one: urgent, though not hidden.
    sign_in(browser, world, "ria")
    seen = set()
    for name in names[:taken]:
        browser.get(URL + "/desk/search?q=" + name)
        if browser.find_elements(By.CSS_SELECTOR, "tr[data-row], a[href^='/desk/cases/']"):
            seen.add(name)
    equal(len(seen), taken, "notices that a person finds")


if __name__ == "__main__":
    if sys.argv[1:]:
        main()
    else:
        chromium = start_browser()
        try:
            main(chromium, World())
        finally:
            chromium.quit()
