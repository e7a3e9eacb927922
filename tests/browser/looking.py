"""What a picture does not show: stray words, text that is cut off, what scrolls sideways, which letters are drawn."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

# Words that stay Latin in a Thai interface, as in the tool that people look at the screens with.
LATIN = """
    ita iit eit oit itas nacc excel word pdf pptx docx xlsx csv powerpoint duckdb no gift policy e service zip ics qr
    url line oa facebook tiktok youtube infographic faq https http www go th index php admin do s don ts kpi x i e o en
    english enter aa ctrl json png jpeg svg
"""
LATIN_IN_THAI = frozenset(LATIN.split())
# Words quoted from a report, on a page and in the steps of a presentation; and the names of keys. The rest is ours.
QUOTED = (".ita-list li", "p.ita-text", ".step .bullets li", ".step td", "kbd")
# Names that are Thai in every language: the levels of the NACC and the switch to the other language.
THAI_IN_ENGLISH = ("ผ่านดีเยี่ยม", "ผ่านดี", "ต้องปรับปรุงโดยด่วน", "ต้องปรับปรุง", "ผ่าน", "ไทย")
QUESTION_CODE = re.compile(r"\b[ieo]\d+\b", re.IGNORECASE)
IMPORT_ID = re.compile(r"\b\d+-[0-9a-f]{8}\b")
# The name of a file, which is as its owner wrote it.
FILE_NAME = re.compile(r"[\w.-]+\.(?:txt|docx|xlsx|csv|pdf|pptx|zip)\b")
# The hash of a file, or its first signs.
HASH = re.compile(r"\b(?:SHA-256|[0-9a-f]{64}|(?=[a-f]*\d)[0-9a-f]{8})\b")
# The address of a Thai public body, as a source names it.
ADDRESS = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:go|or|ac|co)\.th\b")

# Every text and every spoken name of an element on the page, hidden ones too, outside the quoted parts.
SPOKEN = """quoted => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element.closest('script, style, noscript') || quoted.some(each => element.closest(each))) continue;
    if (node.nodeType === Node.TEXT_NODE) {
      // A name that is kept whole in a line stands in an element of its own: the line is read as one.
      const kept = '.ita-whole, .stMarkdownColoredText';
      const line = element.matches(kept) ? element.parentElement
        : element.querySelector(':scope > .ita-whole, :scope > .stMarkdownColoredText') ? element : null;
      const text = (line ? line.textContent : node.nodeValue).trim();
      if (text) found.push(text);
    } else for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title',
                               'placeholder', 'alt']) {
      if (node.getAttribute(name)) found.push(node.getAttribute(name));
    }
  }
  return found;
}"""

# Each text that an ancestor which cannot be scrolled cuts off at a side, and each that leaves its picture.
CUT_OFF = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.nodeValue.trim() || node.parentElement.closest('script, style, noscript')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const around = [];
    for (let each = node.parentElement; each && each !== document.body; each = each.parentElement) around.push(each);
    // What only a screen reader is to find, what is folded away, and rows of tabs that scroll on purpose.
    const unseen = around.some(each => {
      const style = getComputedStyle(each);
      return style.visibility === 'hidden' || style.opacity === '0' || style.clipPath !== 'none'
        || style.clip !== 'auto' || each.getAttribute('role') === 'tablist'
        || each.closest('[inert], [aria-hidden="true"]') || each.getBoundingClientRect().width <= 1;
    });
    if (unseen) continue;
    for (const each of around) {
      const style = getComputedStyle(each);
      const edge = each.getBoundingClientRect();
      const cuts = ['hidden', 'clip'].includes(style.overflowX) || each.tagName === 'svg';
      if (cuts && (box.left < edge.left - 2 || box.right > edge.right + 2)) {
        found.push(node.nodeValue.trim().slice(0, 60));
        break;
      }
    }
  }
  return found;
}"""

# Texts of a chart whose boxes cross by more than their thin edges; the large mark behind a chart is no text of it.
TOUCHING = """() => {
  const texts = [...document.querySelectorAll('.js-plotly-plot text, .ita-spark span')].filter(each =>
    each.textContent.trim() && parseFloat(getComputedStyle(each).fontSize) < 30
    && each.getBoundingClientRect().width > 0 && getComputedStyle(each).visibility !== 'hidden');
  const lines = texts.flatMap(each => {
    const parts = [...each.querySelectorAll('tspan.line')];
    return (parts.length ? parts : [each]).map(part => [part.textContent.trim(), part.getBoundingClientRect(), each]);
  });
  const found = [];
  for (const [n, [text, box, owner]] of lines.entries()) for (const [other, edge, its] of lines.slice(n + 1)) {
    const across = Math.min(box.right, edge.right) - Math.max(box.left, edge.left);
    const down = Math.min(box.bottom, edge.bottom) - Math.max(box.top, edge.top);
    if (owner !== its && across > 2 && down > 5) found.push(`${text} | ${other}`);
  }
  return found;
}"""

# Each word in a cell of a table that stands on two lines. Marks and digits hold no word.
BROKEN_WORDS = """() => {
  const found = [];
  for (const cell of document.querySelectorAll('.ita-table td:not(.long) span')) {
    const text = cell.firstChild;
    if (text?.nodeType !== Node.TEXT_NODE) continue;
    for (const { segment, index, isWordLike } of new Intl.Segmenter('th', { granularity: 'word' }).segment(text.data)) {
      if (!isWordLike) continue;
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + segment.length);
      if (new Set([...range.getClientRects()].map(each => Math.round(each.top))).size > 1) found.push(segment);
    }
  }
  return found;
}"""

SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll('body *')].filter(each => {
  const style = getComputedStyle(each);
  const scrolls = each === document.documentElement || ['auto', 'scroll'].includes(style.overflowX);
  return scrolls && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1
    && each.getAttribute('role') !== 'tablist' && style.visibility !== 'hidden';
}).map(each => `${each.tagName} ${each.dataset.testid ?? each.className} ${each.scrollWidth} > ${each.clientWidth}`)"""


def spoken(page: Page, quoted: tuple[str, ...] = QUOTED) -> list[str]:
    """Return every text and every name of an element that a person or a screen reader finds on a page."""
    return [str(text) for text in page.evaluate(SPOKEN, list(quoted))]


def without(text: str, quoted: tuple[str, ...]) -> str:
    """Return a text without what is quoted in it."""
    for each in quoted:
        text = text.replace(each, " ")
    for known in (FILE_NAME, IMPORT_ID, HASH, QUESTION_CODE, ADDRESS):
        text = known.sub(" ", text)
    return text


def english_on(page: Page, *quoted: str) -> list[str]:
    """Return the texts of a Thai page that hold words of another language; `quoted` are names of files and sources."""
    return [
        text
        for text in spoken(page)
        if {word.lower() for word in re.findall("[A-Za-z]{2,}", without(text, quoted))} - LATIN_IN_THAI
    ]


def thai_on(page: Page, *quoted: str) -> list[str]:
    """Return the texts of an English page that hold Thai letters, names apart."""
    names = (*THAI_IN_ENGLISH, *quoted)
    return [text for text in spoken(page) if re.search("[\u0e01-\u0e5b]", without(text, names))]


def cut_off(page: Page) -> list[str]:
    """Return the texts that are cut off at a side."""
    return [str(text) for text in page.evaluate(CUT_OFF)]


def sideways(page: Page) -> list[str]:
    """Return what can be scrolled sideways."""
    return [str(text) for text in page.evaluate(SIDEWAYS)]


def touching(page: Page) -> list[str]:
    """Return the pairs of texts of charts that lie over one another."""
    return [str(text) for text in page.evaluate(TOUCHING)]


def letters_of(page: Page, selector: str) -> dict[str, bool]:
    """Return the fonts that the browser really drew an element's text with, and whether each came from the page."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    session.send("DOM.getDocument", {"depth": 0})
    found: dict[str, Any] = session.send("Runtime.evaluate", {"expression": f"document.querySelector('{selector}')"})
    node: dict[str, Any] = session.send("DOM.requestNode", {"objectId": found["result"]["objectId"]})
    fonts: dict[str, Any] = session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})
    session.detach()
    return {str(font["familyName"]): bool(font["isCustomFont"]) for font in fonts["fonts"]}
