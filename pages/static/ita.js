// Shows Streamlit's own English texts in Thai, and lets <html lang> follow the language switch.
// Only whole texts of this list are touched, so words quoted from a report stay as they are written.
"use strict";
(() => {
  // The Thai of each text and of each pattern, from the catalogue (ita/streamlit_texts.py).
  const { texts: THAI, patterns } = JSON.parse(document.getElementById("ita-texts").textContent);
  const FIELDS = { number: "(\\d+(?:\\.\\d+)?)", name: "(.+)", size: "(\\d+(?:\\.\\d+)?(?:B|KB|MB))" };
  const PATTERNS = patterns.map(([english, thai]) => {
    const names = [];
    const source = english.replace(/[.*+?^$()|[\]\\]/g, "\\$&")
      .replace(/\{(\w+)\}/g, (_, name) => { names.push(name); return FIELDS[name]; });
    return { test: new RegExp(`^${source}$`), names, thai };
  });
  // Icons are ligatures of their English names: a screen reader would read them out, and they are words on the screen.
  const ICONS = {
    keyboard_arrow_right: "\ue315", keyboard_arrow_down: "\ue313", keyboard_arrow_up: "\ue316",
    keyboard_double_arrow_right: "\ueac9", keyboard_double_arrow_left: "\ueac3", expand_more: "\ue5cf",
    expand_less: "\ue5ce", add: "\ue145", upload: "\uf09b", close: "\ue5cd", cancel: "\ue888", check: "\ue5ca",
  };
  const ATTRIBUTES = ["aria-label", "title", "placeholder"];
  // What Streamlit wrote into a node or an attribute that we changed, so that the switch of language finds it again.
  const written = new WeakMap();

  const thai = (english) => {
    if (Object.hasOwn(THAI, english)) return THAI[english];
    for (const { test, names, thai: pattern } of PATTERNS) {
      const found = test.exec(english);
      if (found)
        return pattern.replace(/\{(\w+)\}/g, (_, name) => {
          const value = found[names.indexOf(name) + 1];
          return name === "size" ? thai(value) : value;
        });
    }
    return null;
  };
  // Gives what is to stand where `now` stands, and keeps under `key` what Streamlit wrote there.
  const shown = (node, key, now) => {
    const kept = written.get(node) ?? {};
    const english = kept[key]?.shown === now ? kept[key].english : now;
    const said = english.trim();
    const other = document.documentElement.lang === "en" || !/[A-Za-z]/.test(said) ? null : thai(said);
    const wanted = other === null ? english : english.replace(said, () => other);
    kept[key] = { english, shown: wanted };
    if (wanted !== now || english !== now) written.set(node, kept);
    return wanted;
  };
  const text = (node) => {
    const parent = node.parentElement;
    if (!node.nodeValue.trim() || !parent || parent.closest(".js-plotly-plot, [data-testid='stHtml']")) return;
    if (parent.dataset.testid === "stIconMaterial") {
      const icon = ICONS[node.nodeValue.trim()];
      if (icon) { parent.setAttribute("aria-hidden", "true"); node.nodeValue = icon; }
      return;
    }
    const wanted = shown(node, "text", node.nodeValue);
    if (wanted !== node.nodeValue) node.nodeValue = wanted;
  };
  const attributes = (element) => {
    for (const name of ATTRIBUTES) {
      const now = element.getAttribute(name);
      if (!now) continue;
      const wanted = shown(element, name, now);
      if (wanted !== now) element.setAttribute(name, wanted);
    }
  };
  const all = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".js-plotly-plot")) return;
    attributes(root);
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode())
      node.nodeType === Node.TEXT_NODE ? text(node) : attributes(node);
  };
  const language = () => {
    const said = document.querySelector("[data-ita-lang]");
    if (said) document.documentElement.style.setProperty("--menu-word", JSON.stringify(said.dataset.itaMenu || ""));
    if (said && said.dataset.itaLang !== document.documentElement.lang) {
      document.documentElement.lang = said.dataset.itaLang;
      all(document.body);
    }
  };
  // The name that a person works under, for a year: a reload is a new session, which would forget it.
  let person = null;
  const remember = () => {
    const said = document.querySelector("[data-ita-person]")?.dataset.itaPerson;
    if (said === undefined || said === person) return;
    person = said;
    document.cookie = `ita_person=${said}; path=/; max-age=${said ? 31536000 : 0}; samesite=strict`;
  };
  const start = () => {
    all(document.body);
    new MutationObserver((changes) => {
      language();
      remember();
      for (const change of changes) {
        if (change.type === "childList") change.addedNodes.forEach(all);
        else if (change.type === "characterData") text(change.target);
        else attributes(change.target);
      }
    }).observe(document.body, {
      childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
    });
  };
  // A chart is as wide as it was on the screen; on paper it is made as small as a sheet needs, with the words above it.
  const SHEETS = { "--print-landscape": [1020, 430], "--print-portrait": [700, 800] };
  window.addEventListener("beforeprint", () => {
    const app = document.querySelector(".stApp");
    document.documentElement.classList.toggle("ita-dark", !!app && getComputedStyle(app).colorScheme === "dark");
    for (const chart of document.querySelectorAll(".ita-chart"))
      for (const [name, [width, height]] of Object.entries(SHEETS))
        chart.style.setProperty(name, Math.min(1, width / chart.offsetWidth, height / chart.offsetHeight));
  });
  // On a telephone the menu lies over the page and stays there; whoever has chosen a page wants to see the page.
  document.addEventListener("click", (event) => {
    if (window.innerWidth <= 768 && event.target.closest?.("[data-testid='stSidebarNavLink']"))
      setTimeout(() => document.querySelector("[data-testid='stSidebarCollapseButton'] button")?.click());
  });
  // A link within our own HTML leads to a screen as those of Streamlit do: it finds the screen of an address when a person
  // goes back or forth. Where it does not, or with a key held, the browser follows the link as any other.
  document.addEventListener("click", (event) => {
    const way = event.target.closest?.("a.ita-way");
    if (!way || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", way.href);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid='stMain']")?.scrollTo(0, 0);
  });
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
})();
