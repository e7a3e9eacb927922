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
    "Browse files": "เลือกไฟล์",
    "file upload": "อัปโหลดไฟล์",
    "Drag and drop file here": "ลากไฟล์มาวางที่นี่",
    "20MB per file": "ไม่เกิน 20 เมกะไบต์",
    "Limit 20MB per file": "ไม่เกิน 20 เมกะไบต์",
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
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "โปรแกรมปิดไปแล้วหรือไม่ หากปิดไปแล้ว ให้เปิดใหม่ด้วยคำสั่ง python3 start.py",
    "Main menu": "เมนู",
    "Fullscreen": "เต็มจอ",
    "Close fullscreen": "ออกจากเต็มจอ",
  };
  const ENGLISH = Object.fromEntries(Object.entries(THAI).map(([english, thai]) => [thai, english]));
  // Icons are ligatures of their English names: a screen reader would read them out, and they are words on the screen.
  const ICONS = {
    keyboard_arrow_right: "\ue315", keyboard_arrow_down: "\ue313", keyboard_arrow_up: "\ue316",
    keyboard_double_arrow_right: "\ueac9", keyboard_double_arrow_left: "\ueac3", expand_more: "\ue5cf",
    expand_less: "\ue5ce", upload: "\uf09b", close: "\ue5cd", cancel: "\ue888", check: "\ue5ca",
  };
  const ATTRIBUTES = ["aria-label", "title", "placeholder"];
  const words = () => (document.documentElement.lang === "en" ? ENGLISH : THAI);
  const COUNTED = /^(\d+(?:\.\d+)?)(B|KB|MB)$/;

  const text = (node) => {
    const said = node.nodeValue.trim();
    if (!said) return;
    const parent = node.parentElement;
    if (!parent || parent.closest(".js-plotly-plot, [data-testid='stHtml']")) return;
    if (parent.dataset.testid === "stIconMaterial") {
      if (ICONS[said]) { parent.setAttribute("aria-hidden", "true"); node.nodeValue = ICONS[said]; }
      return;
    }
    const other = words()[said];
    if (other) node.nodeValue = other;
    else if (COUNTED.test(said) && document.documentElement.lang !== "en")
      node.nodeValue = said.replace("KB", " กิโลไบต์").replace("MB", " เมกะไบต์").replace(/B$/, " ไบต์");
  };
  const attributes = (element) => {
    for (const name of ATTRIBUTES) {
      const other = words()[element.getAttribute(name)];
      if (other) element.setAttribute(name, other);
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
  const start = () => {
    all(document.body);
    new MutationObserver((changes) => {
      language();
      for (const change of changes) {
        if (change.type === "childList") change.addedNodes.forEach(all);
        else if (change.type === "characterData") text(change.target);
        else attributes(change.target);
      }
    }).observe(document.body, {
      childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
    });
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
})();
