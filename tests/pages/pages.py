#!/usr/bin/env python3
"""Do pages say what the JSON of the command says, and does everything on them work as people use it? Without a request, a console error or an axe violation,
in both languages and themes, on paper and on a phone; and is what units say inert?

usage: pages.py ZI POPULATION FOLDER
"""
import json
import pathlib
import subprocess
import sys

import axe_playwright_python
from playwright.sync_api import sync_playwright

zi, population, out = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
root = pathlib.Path(__file__).resolve().parents[2]
rules, day = str(root / "rules/zi-2021.zi"), ["--as-of", "2026-05-31"]
axe = next(pathlib.Path(axe_playwright_python.__file__).parent.glob("**/axe.min.js")).read_text()
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print("FAILED:", what)


def run(*arguments):
    return subprocess.run([zi, *arguments], check=True, capture_output=True, text=True).stdout


def made(count):
    units = out / f"units-{count}.ndjson"
    units.write_text(subprocess.run([population, rules, str(count)], check=True, capture_output=True, text=True).stdout)
    return str(units)


evidence = out / "evidence.json"
evidence.write_text(subprocess.run([population, "--evidence", rules], check=True, capture_output=True, text=True).stdout)
province = [rules, made(253), "--evidence", str(evidence), *day]
for lang in "id", "en":
    run("report", *province, "-o", str(out / lang), "--lang", lang, "--unit", "sintetis-010", "--unit", "sintetis-101")
    run("report", rules, str(root / "tests/pages/hostile.json"), *day, "-o", str(out / ("hostile-" + lang)), "--lang", lang, "--units")
first = {file.name: file.read_bytes() for file in (out / "id").glob("*.html")}
run("report", *province, "-o", str(out / "again"), "--unit", "sintetis-010", "--unit", "sintetis-101")
expect(all((out / "again" / name).read_bytes() == text for name, text in first.items()), "the same input gives the same bytes")
expect(len(first["index.html"]) <= 700_000, f"253 units take at most 700 KB: {len(first['index.html'])}")
many = made(10_000)
run("report", rules, many, *day, "-o", str(out / "many"))
ready = json.loads(run("ready", *province, "--target", "siap_wbk", "--format", "json"))["units"]
plan = json.loads(run("plan", *province, "--unit", "sintetis-010", "--target", "siap_wbk", "--format", "json"))["plan"]

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

    def opened(file, **how):
        page = browser.new_context(**how).new_page()
        page.set_default_timeout(60_000)
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((out / file).resolve().as_uri() if "#" not in file else (out / file.split("#")[0]).resolve().as_uri() + "#" + file.split("#")[1])
        return page

    pages = ["index.html", "index.html#unit=9", "unit-0010.html", "unit-0101.html"]
    for file in ["id/index.html", "en/index.html#unit=9", "id/unit-0010.html", "en/unit-0010.html"]:
        for scheme in "light", "dark":
            page = opened(file, color_scheme=scheme, bypass_csp=True, viewport={"width": 1200, "height": 900})
            page.screenshot(path=out / (file.replace("/", "-").replace("#", "-").replace("=", "-") + f"-{scheme}.png"))
            # Rows are alike, and axe looks at the contrast of each.
            page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+26), .finding:nth-of-type(n+4)').forEach(one => one.remove())")
            page.evaluate(axe)
            bad = page.evaluate("axe.run()")["violations"]
            expect(not bad, f"{file} {scheme}: axe says {[(one['id'], one['nodes'][0]['html']) for one in bad]}")
            expect(not page.said and len(page.asked) == 1, f"{file} {scheme}: {page.said} {page.asked}")
            page.context.close()

    # Content against the JSON output.
    page = opened("id/index.html")
    met = sum(unit["status"] == "met" for unit in ready)
    expect(page.locator("#lead").inner_text().startswith(f"{met} dari {len(ready)} unit"), "the answer counts units as zi ready does")
    data = json.loads(page.locator("#data").text_content())
    expect([unit["id"] for unit in data["units"]] == [unit["id"] for unit in ready], "the units are those of zi ready")
    expect([(unit["status"], unit["ready"]) for unit in data["units"]] == [(unit["status"], unit["readiness"]["percent"]) for unit in ready], "and so is their readiness")
    # Search, filter, sort.
    rows = page.locator("#list tbody tr")
    page.fill("#search", "sintetis-010")
    expect(rows.count() == 1, "search finds one unit")
    page.fill("#search", "")
    page.select_option("#verdict", "met")
    expect(rows.count() == met, "the filter leaves units that meet it")
    page.select_option("#verdict", "")
    sorting = page.locator("#list thead button", has_text="Kesiapan")
    sorting.click()
    sorting.click()
    expect(page.locator("#list th[aria-sort=descending]").count() == 1, "sorting says which way")
    expect(rows.first.inner_text().find("100,00 %") >= 0, "the most ready is first")
    # A unit at a click, by keyboard.
    page.locator("#list tbody a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#detail").is_visible() and page.locator("#detail tbody tr").count() > 5, "a unit's conditions are shown")
    page.go_back()
    page.wait_for_selector("#detail", state="hidden")
    # The toggle.
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    expect(page.evaluate("getComputedStyle(document.body).backgroundColor") != before, "the toggle changes the theme")
    page.pdf(path=out / "population.pdf", prefer_css_page_size=True)
    page = opened("id/unit-0010.html")
    shown = json.loads(page.locator("#data").text_content())
    expect([step["question"] for step in shown["plan"]["steps"]] == [step["question"] for step in plan["improvements"]], "the plan is that of zi plan")
    expect(page.locator("#lhe tbody tr").count() == len(shown["areas"]) > 5, "the report of evaluation has a line an area")
    page.pdf(path=out / "unit.pdf", prefer_css_page_size=True)
    expect((out / "unit.pdf").stat().st_size > 20_000, "a unit is printed")

    for file in "id/index.html", "id/unit-0010.html":
        page = opened(file, viewport={"width": 390, "height": 844})
        page.screenshot(path=out / (file.replace("/", "-") + "-390.png"))
        expect(page.evaluate("document.documentElement.scrollWidth") <= 390, f"{file} fits a phone: {page.evaluate('document.documentElement.scrollWidth')}")

    page = opened("id/index.html", java_script_enabled=False)
    expect(page.locator("noscript tbody tr").count() == 253 and "253 unit" in page.locator("#lead").inner_text(), "without a script, the answer and all units")

    # What units say is inert.
    for file in "hostile-id/index.html", "hostile-id/unit-0001.html":
        page = opened(file)
        expect(page.evaluate("document.title") != "x" and page.locator("img").count() == 0 and page.locator("script").count() == 2, f"{file}: markup of a unit is text")
        links = page.evaluate("[...document.links].map(a => a.getAttribute('href'))")
        expect(all(link.startswith("#") or link.startswith("unit-") for link in links), f"{file}: links stay here: {links}")
        expect("</script>" in page.inner_text("body"), f"{file}: and it is shown")

    page = opened("many/index.html")
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    print(f"10,000 units: {(out / 'many/index.html').stat().st_size:,} bytes, open in {took:.0f} ms")
    expect(took <= 2_000, f"10,000 units open in 2 s: {took:.0f} ms")
    page.fill("#search", "sintetis-10000")
    expect(page.locator("#list tbody tr").count() == 1, "search among 10,000 units")
    browser.close()

sys.exit(f"{len(failures)} expectations failed" if failures else 0)
