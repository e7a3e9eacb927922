// The one place where Streamlit's own English words become Thai, and where <html lang> follows the language switch.
// Only whole texts of this list are touched, so words quoted from a report stay as they are written.
"use strict";
(() => {
  const THAI = {
    "Skip to main content": "ข้ามไปยังเนื้อหา",
    "App pages": "หน้าของระบบ",
    "Open": "เปิดรายการ",
    "Link to heading": "ลิงก์ไปยังหัวข้อ",
    "Upload": "เลือกไฟล์",
    "Uploading...": "กำลังอัปโหลด…",
    "Upload failed": "อัปโหลดไม่สำเร็จ",
    "Click to retry upload": "กดเพื่ออัปโหลดอีกครั้ง",
    "Add files": "เลือกไฟล์อื่น",
    "add icon": "เพิ่ม",
    "Only one file is allowed.": "เลือกได้ครั้งละหนึ่งไฟล์",
    "Unexpected error. Please try again.": "เกิดข้อผิดพลาด โปรดลองใหม่",
    "Error": "ผิดพลาด",
    "Error:": "ผิดพลาด:",
    "Dismiss": "ปิด",
    "Browse files": "เลือกไฟล์",
    "Scroll tabs right": "เลื่อนแท็บไปทางขวา",
    "Scroll tabs left": "เลื่อนแท็บไปทางซ้าย",
    "Increment": "เพิ่ม",
    "Decrement": "ลด",
    "Sidebar": "แถบเมนู",
    "Press Ctrl+Enter to apply": "กด Ctrl+Enter เพื่อใช้ค่า",
    "Press ⌘+Enter to apply": "กด ⌘+Enter เพื่อใช้ค่า",
    "file upload": "อัปโหลดไฟล์",
    "Drag and drop file here": "ลากไฟล์มาวางที่นี่",
    "20MB per file": "ไม่เกิน 20 เมกะไบต์",
    "500MB per file": "ไม่เกิน 500 เมกะไบต์",
    "Limit 20MB per file": "ไม่เกิน 20 เมกะไบต์",
    "Limit 500MB per file": "ไม่เกิน 500 เมกะไบต์",
    "Choose an option": "เลือก",
    "No results": "ไม่พบรายการ",
    "No options to select": "ไม่มีรายการให้เลือก",
    "Press Enter to apply": "กด Enter เพื่อใช้ค่า",
    "Press Enter to submit form": "กด Enter เพื่อส่ง",
    "Clear value": "ล้างค่า",
    "Close": "ปิด",
    "Remove file": "นำไฟล์ออก",
    "Expand sidebar": "เปิดเมนู",
    "Open sidebar": "เปิดเมนู",
    "Collapse sidebar": "ปิดเมนู",
    "Close sidebar": "ปิดเมนู",
    "Running...": "กำลังทำงาน…",
    "Stop": "หยุด",
    "Connecting": "กำลังเชื่อมต่อ",
    "Connection error": "การเชื่อมต่อขัดข้อง",
    "Connection timed out.": "การเชื่อมต่อหมดเวลา",
    "Connecting to Streamlit server": "กำลังเชื่อมต่อ",
    "Unable to connect to Streamlit server": "เชื่อมต่อไม่ได้",
    "Streamlit server is not responding. Are you connected to the internet?":
      "โปรแกรมไม่ตอบสนอง หากปิดโปรแกรมไปแล้ว ให้เปิดใหม่ด้วยคำสั่ง python3 start.py",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "โปรแกรมปิดไปแล้วหรือไม่ หากปิดไปแล้ว ให้เปิดใหม่ด้วยคำสั่ง python3 start.py",
    "Page not found": "ไม่พบหน้านี้",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "หน้าที่เปิดไม่มีในระบบ จึงแสดงหน้าภาพรวมแทน",
    "Main menu": "เมนู",
    "Fullscreen": "เต็มจอ",
    "Close fullscreen": "ออกจากเต็มจอ",
  };
  const SIZES = { B: "ไบต์", KB: "กิโลไบต์", MB: "เมกะไบต์" };
  const size = (number, unit) => `${number} ${SIZES[unit]}`;
  // Sentences with a name or a number in them, each with what says it in Thai.
  const SENTENCES = [
    [/^(\d+(?:\.\d+)?)(B|KB|MB)$/, (_, number, unit) => size(number, unit)],
    [/^(.+), (\d+(?:\.\d+)?)(B|KB|MB)$/, (_, name, number, unit) => `${name} ${size(number, unit)}`],
    [/^File must be (\d+(?:\.\d+)?)(B|KB|MB) or smaller\.$/, (_, number, unit) => `ไฟล์ต้องไม่เกิน ${size(number, unit)}`],
    [/^Remove (.+)$/, (_, name) => `นำ ${name} ออก`],
    [/^Cancel upload of (.+)$/, (_, name) => `ยกเลิกการอัปโหลด ${name}`],
    [/^(\d+) options? available\.$/, (_, number) => `มี ${number} รายการ`],
    [/^(.+), selected$/, (_, name) => `เลือก ${name} แล้ว`],
  ];
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
    for (const [pattern, say] of SENTENCES) if (pattern.test(english)) return english.replace(pattern, say);
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
  window.addEventListener("beforeprint", () => {
    for (const chart of document.querySelectorAll("[data-testid='stPlotlyChart']"))
      chart.style.setProperty("--print-zoom", Math.min(1, 980 / chart.offsetWidth, 390 / chart.offsetHeight));
  });
  // On a telephone the menu lies over the page and stays there; whoever has chosen a page wants to see the page.
  document.addEventListener("click", (event) => {
    if (window.innerWidth <= 768 && event.target.closest?.("[data-testid='stSidebarNavLink']"))
      setTimeout(() => document.querySelector("[data-testid='stSidebarCollapseButton'] button")?.click());
  });
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
})();
