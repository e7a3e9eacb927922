// The presentation of a council: an agenda to choose steps from, and the steps themselves over the whole screen. Keys, a
// clicker and touch turn them here, without the server; where it stands is in the address, so that a reload finds it.
// A page sends the steps with its words (pages/present/component.py).
const LOOKS = ["light", "dark", "contrast"];
const NEXT = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter", "n"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp", "Backspace", "p"]);
// A step whose text is longer than the screen is made smaller down to this, then shown in parts.
const SMALLEST = 0.7;
// One whose text is short has larger letters, where no chart takes the room.
const LARGEST = 1.4;
// Between what lines keep together: all white space but the one that no line ends at, and the one before a sign.
const SPACES = /((?:[^\S\u00a0](?![ฯๆ]))+)/;
const RUNS = /\S+(?: [ฯๆ]\S*)*|\s+/g;
// Figures, dates and short words of other letters stay whole; what is longer, such as an address, is cut to fit.
const SHORT = 16;
const SVG_ID = /(\bid="|url\(#|href="#)([\w-]+)/g;
const stages = new WeakMap();
let style;
// What was chosen in the agenda, for whoever goes to another screen and comes back; a reload finds it in the address.
let chosen = null;

/** Draw what a page sent; the promise fails where that cannot be done. */
export async function draw({ data, parentElement }, address) {
  let stage = stages.get(parentElement);
  if (!stage) stages.set(parentElement, (stage = new Stage(parentElement)));
  // The end of a draw that another one has overtaken is not the end of the stage.
  const drawing = (stage.drawing = (stage.drawing ?? 0) + 1);
  style ??= new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement("link"), {
    rel: "stylesheet", href: address, onload: resolve, onerror: reject,
  }))).catch((reason) => { style = undefined; throw reason; });
  await style;
  if (drawing === stage.drawing) stage.show(new TextDecoder().decode(data));
  return () => { if (drawing === stage.drawing) { stages.delete(parentElement); stage.leave(true); } };
}

const element = (tag, more = {}, ...inside) => {
  const { data = {}, ...properties } = more;
  const made = Object.assign(document.createElement(tag), properties);
  Object.assign(made.dataset, data);
  made.append(...inside.filter((each) => each !== null && each !== ""));
  return made;
};
const button = (text, onclick, more = {}) => element("button", { type: "button", textContent: text, onclick, ...more });

/** Take a value into the address without a run of the page; null takes it out. */
function inAddress(values) {
  const url = new URL(location.href);
  for (const [key, value] of Object.entries(values)) value === null ? url.searchParams.delete(key) : url.searchParams.set(key, value);
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** The nodes of a text. Browsers part Thai within words: the server's words are kept whole, and lines end between them. */
function nodesOf(text, tokens) {
  const whole = (part) => element("span", { className: "whole" }, part);
  const nodes = [];
  text.split(SPACES).forEach((part) => {
    // The dot between two texts stays with the one before it.
    if (part === "·" && nodes.at(-2)?.className === "whole") nodes.at(-2).append(nodes.pop(), part);
    else if (part.includes("\u00a0") && part.length <= SHORT) nodes.push(whole(part));
    else for (const [run] of part.matchAll(RUNS)) {
      const words = tokens.get(run) ?? [[run, /\S/.test(run) && run.length <= SHORT && !/[ก-๎]/.test(run)]];
      words.forEach(([word, isWhole], at) => nodes.push(...(at ? [element("wbr")] : []), isWhole ? whole(word) : word));
    }
  });
  return nodes;
}

function rowsOf({ headers, rows, right, more }, said) {
  const side = (at) => (right[at] ? "num" : "");
  const table = element("table", {},
    element("thead", {}, element("tr", {}, ...headers.map((text, at) =>
      element("th", { className: side(at), scope: "col" }, ...said(text))))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((text, at) =>
      element("td", { className: side(at), data: { header: headers[at] } }, element("span", {}, ...said(text))))))));
  return element("div", { className: "rows" }, table, more ? element("p", {}, ...said(more)) : null);
}

function chartOf({ svg, alt, table }, place, said) {
  const chart = element("div", { className: "chart", role: "img", ariaLabel: alt });
  // The same chart stands in the agenda and on the stage: what its marks name in it has a name of its own there.
  chart.innerHTML = svg.replace(SVG_ID, (_, before, id) => `${before}${place}-${id}`);
  return element("figure", {}, chart, table ? rowsOf(table, said) : null);
}

function blockOf(block, place, said) {
  switch (block.kind) {
    case "text": return element("p", { className: block.is_main ? "main" : "" }, ...said(block.text));
    case "bullets": return element("div", { className: block.items.length > 5 ? "bullets many" : "bullets" },
      block.heading ? element("h3", {}, ...said(block.heading)) : null,
      element(block.is_numbered ? "ol" : "ul", {}, ...block.items.map((text) => element("li", {}, ...said(text)))));
    case "chart": return chartOf(block, place, said);
    case "rows": return rowsOf(block, said);
    case "blanks": return element("div", { className: "blanks" }, element("h3", {}, ...said(block.heading)),
      ...Array.from({ length: block.lines }, () => element("hr")));
  }
  throw new Error(`a block of no known kind: ${block.kind}`);
}

/** A step: its title, what it says, and below it whose and whence. A chart's rows are shown in its place on T. */
function stepOf(step, stage, number, count, place) {
  const { stamp, words, figure, said } = stage;
  // Where a chart is, its figures come on T; rows beside it would be the same once more.
  const hasChart = step.blocks.some((block) => block.kind === "chart");
  const blocks = step.blocks.filter((block) => !(hasChart && block.kind === "rows"));
  const drawn = blocks.map((block, at) => blockOf(block, `${place}-${number}-${at}`, said));
  const charts = drawn.filter((_, at) => blocks[at].kind === "chart");
  const texts = drawn.filter((each) => !charts.includes(each));
  return element("section", { className: "step", data: { step: step.key, chart: hasChart } },
    element("header", {}, element("h2", {}, ...said(step.title))),
    element("div", { className: "body", tabIndex: -1 },
      element("div", { className: hasChart ? "fits charted" : "fits" }, element("div", { className: "texts" }, ...texts), ...charts)),
    element("p", { className: "below", textContent: words.more, ariaHidden: "true" }),
    element("footer", {},
      element("span", {}, ...stamp.marks.map((mark) => element("b", {}, ...said(mark))), ...said([stamp.agency, stamp.years].join(" · "))),
      element("span", {}, ...said(stamp.source)),
      element("span", { className: "count", textContent: `${figure(number)} / ${figure(count)}` })));
}

/**
 * Make the letters of a step as much smaller as its text is too long, and no more. A table whose words do not fit beside
 * each other, as on a telephone, has its cells one below the other.
 */
function fit(step) {
  const body = step.querySelector(".body");
  const tables = [...step.querySelectorAll(".rows")];
  const set = (size) => body.style.setProperty("--fit", size);
  const isWide = (table) => table.scrollWidth > table.clientWidth + 1;
  const fits = () => body.scrollHeight <= body.clientHeight + 1 && !tables.some(isWide);
  set(1);
  tables.forEach((table) => table.classList.remove("stacked"));
  tables.forEach((table) => table.classList.toggle("stacked", isWide(table)));
  // It is long then and scrolled, in letters that are read.
  if (step.querySelector(".stacked")) return;
  let size = step.dataset.chart === "true" ? 1 : LARGEST;
  for (set(size); !fits() && size > SMALLEST; set(size)) size = Math.max(SMALLEST, size - 0.05);
}

class Stage {
  constructor(place) {
    this.place = place;
    this.onKey = (event) => this.key(event);
    this.onFull = () => this.full && !document.fullscreenElement && this.leave();
    this.watch = new ResizeObserver(() => this.fit());
  }

  /** Take over what a page sent: what was chosen here before stays, unless the address says otherwise. */
  show(text) {
    if (text === this.text) return this.say();
    const isFirst = this.text === undefined;
    this.text = text;
    const { stage, words, keys: named, begin } = JSON.parse(text);
    this.keys = named;
    const digits = new Intl.NumberFormat(stage.digits === "thai" ? "th-u-nu-thai" : "en", { useGrouping: false });
    const tokens = new Map(Object.entries(stage.tokens));
    this.stage = { ...stage, words, figure: (number) => digits.format(number), said: (text) => nodesOf(text, tokens) };
    this.words = words;
    const keys = stage.steps.map(({ key }) => key);
    if (isFirst) {
      const given = chosen ?? { look: begin.look, order: begin.steps, hidden: begin.steps.length ? keys.filter((key) => !begin.steps.includes(key)) : [] };
      this.given = given.look;
      this.look = given.look ?? (matchMedia("(prefers-color-scheme: dark)").matches || isDark() ? "dark" : "light");
      this.hidden = new Set(given.hidden);
      this.order = [...given.order];
    }
    // Steps that are new since, such as those of another year, come where the council's paper has them. Those that are
    // gone keep their place for the year that has them.
    keys.forEach((key, at) => {
      if (!this.order.includes(key)) this.order.splice(at ? this.order.indexOf(keys[at - 1]) + 1 : 0, 0, key);
    });
    this.agenda();
    // The step of the address with which the page was loaded: once, and not for whoever comes back from another screen.
    const { step } = document.documentElement.dataset;
    delete document.documentElement.dataset.step;
    if (this.overlay) this.open(this.at);
    else if (isFirst && step) this.open(step);
    else uncover();
    this.say();
  }

  /** Put what is shown and chosen into the address: a run of the page has written its own. */
  say() {
    const { given, hidden, order } = this;
    chosen = { look: given, hidden: [...hidden], order: [...order] };
    const keys = this.stage.steps.map(({ key }) => key).join(".");
    const steps = this.chosen.map(({ key }) => key).join(".");
    inAddress({ q: steps && steps !== keys ? steps : null, c: given ?? null, k: this.overlay ? this.at : null });
  }

  get chosen() {
    const steps = new Map(this.stage.steps.map((step) => [step.key, step]));
    return this.order.filter((key) => steps.has(key) && !this.hidden.has(key)).map((key) => steps.get(key));
  }

  // The agenda

  agenda() {
    const { words } = this;
    const steps = new Map(this.stage.steps.map((step) => [step.key, step]));
    this.start = button(words.start, () => this.begin(), { className: "start", disabled: !this.chosen.length });
    const looks = element("div", { className: "looks", role: "group", ariaLabel: words.look }, element("span", { textContent: words.look }),
      ...LOOKS.map((look) => button(words[look], () => this.paint(look), { ariaPressed: String(look === this.look), data: { act: look } })));
    const shown = this.order.filter((key) => steps.has(key));
    const list = element("ol", { className: "agenda" }, ...shown.map((key, at) => this.entry(steps.get(key), at, shown)));
    const keys = this.keys.map(([names, text]) => element("li", {}, ...names.flatMap((name) => [element("kbd", { textContent: name }), " "]), text));
    this.said = element("p", { role: "status", className: "said", textContent: this.chosen.length ? "" : words.nothing });
    const focused = this.place.contains(document.activeElement) ? document.activeElement.dataset.act : null;
    this.place.replaceChildren(element("div", { className: "ita-agenda", data: { look: this.look } },
      element("div", { className: "row" }, this.start, looks), this.said,
      element("h3", { textContent: words.agenda }), element("p", { className: "hint", textContent: words.choose }), list,
      element("h3", { textContent: words.keys }), element("ul", { className: "keys" }, ...keys)));
    // As on the stage; until our letters are there, others take another room.
    document.fonts.ready.then(() => this.place.querySelectorAll(".small .step").forEach(fit));
    if (focused) {
      const again = this.place.querySelector(`[data-act="${CSS.escape(focused)}"]`);
      // At the end of the list an arrow goes no further: its neighbour has the focus then.
      (again?.disabled ? again.parentElement.querySelector("button:enabled") : again)?.focus();
    }
  }

  entry(step, at, shown) {
    const { words } = this;
    const named = (text) => text.replace("{title}", () => step.title);
    const tick = element("input", {
      type: "checkbox", checked: !this.hidden.has(step.key), ariaLabel: named(words.shown), data: { act: `tick ${step.key}` },
      onchange: ({ target }) => { target.checked ? this.hidden.delete(step.key) : this.hidden.add(step.key); this.chose(); },
    });
    const arrow = (text, label, by) => button(text, () => this.move(step.key, shown[at + by]), {
      ariaLabel: named(label), disabled: !(at + by in shown), data: { act: `${by} ${step.key}` },
    });
    const small = element("div", { className: "small", ariaHidden: "true", inert: true, data: { look: this.look } },
      stepOf(step, this.stage, at + 1, shown.length, "small"));
    small.dataset.digits = this.stage.digits;
    return element("li", { className: this.hidden.has(step.key) ? "left" : "" }, small,
      element("label", {}, tick, element("span", {}, ...this.stage.said(step.title))),
      element("span", { className: "arrows" }, arrow("↑", words.up, -1), arrow("↓", words.down, 1)));
  }

  /** Let two steps change their places. */
  move(key, other) {
    this.order = this.order.map((each) => (each === key ? other : each === other ? key : each));
    this.chose();
  }

  chose() {
    this.say();
    this.agenda();
  }

  paint(look) {
    this.look = this.given = look;
    this.chose();
  }

  // The stage

  async begin() {
    this.open(this.chosen[0].key);
    await this.fullScreen();
  }

  async fullScreen() {
    try {
      await this.overlay.requestFullscreen({ navigationUI: "hide" });
      this.full = true;
      this.overlay.focus();
    } catch {
      // Without it the stage still covers the page.
    }
  }

  /** Cover the page with the steps, and show the one of a key; the first where it is not among them. */
  open(key) {
    const { words } = this;
    const steps = this.chosen;
    if (!steps.length) return this.leave();
    if (!this.overlay) {
      this.overlay = element("div", { className: "ita-stage", tabIndex: -1, role: "dialog", ariaModal: "true", ariaLabel: words.presentation });
      this.before = document.activeElement;
      document.body.append(this.overlay);
      document.getElementById("root").inert = true;
      addEventListener("keydown", this.onKey, true);
      document.addEventListener("fullscreenchange", this.onFull);
      this.overlay.addEventListener("pointerup", (event) => this.tap(event));
      this.overlay.addEventListener("pointerdown", ({ clientX, clientY }) => { this.down = [clientX, clientY]; });
      this.overlay.addEventListener("pointermove", () => this.showTools());
      this.watch.observe(this.overlay);
    }
    this.overlay.dataset.look = this.look;
    this.overlay.dataset.digits = this.stage.digits;
    this.tools = element("div", { className: "tools" },
      ...[["back", "‹", () => this.turn(-1)], ["table", "▦", () => this.table()], ["black", "■", () => this.black()],
        ["full", "⛶", () => this.fullScreen()], ["leave", "✕", () => this.leave()], ["next", "›", () => this.turn(1)]]
        // A press of the pointer leaves the keys to the stage.
        .map(([name, text, act]) => button(text, (event) => { act(); if (event.detail) this.overlay?.focus(); }, { ariaLabel: words[name], title: words[name], data: { act: name } })));
    this.status = element("p", { className: "ita-hidden", role: "status" });
    this.overlay.replaceChildren(
      ...steps.map((step, at) => stepOf(step, this.stage, at + 1, steps.length, "stage")), this.tools, this.status);
    this.drawn = [...this.overlay.querySelectorAll(".step")];
    this.turnTo(Math.max(0, steps.findIndex((step) => step.key === key)));
    uncover();
    this.overlay.focus();
    document.fonts.ready.then(() => this.fit());
  }

  get shown() { return this.drawn?.[this.number]; }
  get body() { return this.shown?.querySelector(".body"); }

  turnTo(number) {
    this.number = number;
    this.drawn.forEach((step, at) => {
      step.classList.toggle("now", at === number);
      step.classList.remove("figures");
      step.inert = at !== number;
    });
    this.at = this.shown.dataset.step;
    this.tools.querySelector('[data-act="table"]').disabled = this.shown.dataset.chart !== "true";
    const { figure } = this.stage;
    this.status.textContent = `${this.words.of.replace("{number}", figure(number + 1)).replace("{count}", figure(this.drawn.length))}: ${this.shown.querySelector("h2").textContent}`;
    this.say();
    this.fit();
    this.body.scrollTop = 0;
  }

  /** Go on by a screen within a step that is longer than one, else by a step. */
  turn(by) {
    const { body } = this;
    const rest = by > 0 ? body.scrollHeight - body.clientHeight - body.scrollTop : body.scrollTop;
    if (rest > 4) body.scrollBy({ top: by * body.clientHeight * 0.85, behavior: "instant" });
    else if (this.number + by in this.drawn) this.turnTo(this.number + by);
    this.mark();
  }

  fit() {
    if (!this.shown) return;
    fit(this.shown);
    this.mark();
  }

  /** Say whether a step goes on below. */
  mark() {
    const { body } = this;
    this.shown?.classList.toggle("goes-on", body.scrollHeight - body.clientHeight - body.scrollTop > 4);
  }

  table() {
    if (this.shown.dataset.chart !== "true" || !this.shown.querySelector("figure .rows")) return;
    this.shown.classList.toggle("figures");
    this.body.scrollTop = 0;
    this.fit();
  }

  black() { this.overlay.classList.toggle("black"); }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // By its place: on a Thai keyboard the same keys give other letters.
    const key = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase() ?? (event.code === "Period" ? "." : event.key);
    const isButton = event.target?.closest?.(".tools button") && (key === "Enter" || key === " ");
    if (isButton || key === "Tab") return;
    const by = NEXT.has(key) && !(key === " " && event.shiftKey) ? 1 : BACK.has(key) || key === " " ? -1 : 0;
    const acts = {
      t: () => this.table(), b: () => this.black(), ".": () => this.black(), f: () => this.toggleFull(), Escape: () => this.leave(),
      Home: () => this.turnTo(0), End: () => this.turnTo(this.drawn.length - 1),
    };
    if (!by && !acts[key]) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.overlay.classList.contains("black") && key !== "Escape") return this.black();
    by ? this.turn(by) : acts[key]();
  }

  toggleFull() { document.fullscreenElement ? this.endFull() : this.fullScreen(); }

  endFull() {
    this.full = false;
    return document.exitFullscreen().catch(() => null);
  }

  /** A tap turns a step: back on the left third, on elsewhere; a swipe as the finger goes. */
  tap(event) {
    if (event.button || event.target.closest(".tools") || !this.down) return;
    if (this.overlay.classList.contains("black")) return this.black();
    const [x, y] = this.down;
    const [right, down] = [event.clientX - x, event.clientY - y];
    this.down = null;
    if (Math.abs(right) > 50 && Math.abs(right) > Math.abs(down)) return this.turn(right < 0 ? 1 : -1);
    // A finger or pointer that went elsewhere scrolled, or marked a text.
    if (Math.hypot(right, down) < 10) this.turn(event.clientX < innerWidth / 3 ? -1 : 1);
  }

  showTools() {
    this.overlay.classList.add("pointed");
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => this.overlay?.classList.remove("pointed"), 2500);
  }

  leave(isGone = false) {
    if (this.overlay) {
      this.full = false;
      if (document.fullscreenElement) document.exitFullscreen().catch(() => null);
      removeEventListener("keydown", this.onKey, true);
      document.removeEventListener("fullscreenchange", this.onFull);
      this.watch.disconnect();
      this.overlay.remove();
      this.overlay = this.drawn = undefined;
      document.getElementById("root").inert = false;
      // The address is that of another screen then.
      if (!isGone) this.say();
      (this.start ?? this.before)?.focus();
    }
    uncover();
  }
}

const isDark = () => getComputedStyle(document.querySelector(".stApp") ?? document.body).colorScheme === "dark";

/** The ground that covered the page while it loaded (see `HEADER` of app.py) goes once a step stands there. */
function uncover() { document.documentElement.classList.remove("ita-presenting"); }
