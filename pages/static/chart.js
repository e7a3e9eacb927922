// The one chart of all pages: plotly.js draws a figure in place, opens what its bars lead to, and saves its picture.
// A page sends the figure with its words (pages/shared/charts.py); the address of plotly.js comes with the call.
const FONT = "Sarabun";
const WEIGHTS = { 400: "Regular", 600: "SemiBold", 700: "Bold" };
const MOVING = ".barlayer .point path, .barlayer .bartext, .scatterlayer .js-line, .scatterlayer .point, .scatterlayer .textpoint text";
const MOVES_MS = 200;
const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false };
// Pictures are for slides and paper: on a telephone too they are no smaller than this, in pixels.
const PICTURE_WIDTH = 1600;
const SVG = "http://www.w3.org/2000/svg";
const charts = new WeakMap();

/** Draw what a page sent; the promise fails where that cannot be done, and `failed` is called where it fails later. */
export async function draw({ data, parentElement, setTriggerValue }, plotly, failed) {
  let chart = charts.get(parentElement);
  // A chart that failed has left the page: the next one begins anew.
  if (!chart?.root.isConnected) charts.set(parentElement, (chart = new Chart(parentElement, plotly, failed)));
  chart.open = (number) => setTriggerValue("opened", number);
  await chart.show(new TextDecoder().decode(data));
  return () => chart.end();
}

let library;
const load = (address) =>
  (library ??= import(address).then(() => window.Plotly).catch((reason) => { library = undefined; throw reason; }));

// Letters that come after the first drawing would be measured as those of another font. A font that never comes stops nothing.
let letters;
const ready = () => (letters ??= Promise.race([
  Promise.all(Object.keys(WEIGHTS).map((weight) => document.fonts.load(`${weight} 15px ${FONT}`, "กA"))).catch(() => null),
  new Promise((resolve) => setTimeout(resolve, 3000)),
]));

const element = (tag, more = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), more);
  made.append(...inside);
  return made;
};

class Chart {
  constructor(place, plotly, failed) {
    this.plotly = plotly;
    this.plot = element("div", { className: "plot", role: "img" });
    this.marks = element("div", { className: "marks" });
    this.said = element("span", { role: "status" });
    this.tools = element("div", { className: "tools" }, this.said);
    this.root = element("div", { className: "ita-chart" }, this.plot, this.marks, this.tools);
    place.replaceChildren(this.root);
    this.drawing = Promise.resolve();
    // The width is the page's: a chart that was not to be seen is drawn once it is, and again when its place changes. On
    // paper it is the picture of the screen.
    this.watch = new ResizeObserver(() => {
      if (this.spec && this.plot.clientWidth !== this.width && !matchMedia("print").matches) this.paint().catch(failed);
    });
    this.watch.observe(this.plot);
  }

  /** Take over what a page sent, unless it is what stands here. */
  async show(text) {
    if (text === this.text) return this.drawing;
    this.text = text;
    this.spec = JSON.parse(text);
    const { figure, alt, words, opens } = this.spec;
    this.plot.setAttribute("aria-label", alt);
    this.plot.style.height = `${figure.layout.height}px`;
    this.said.textContent = "";
    const button = (kind) => element("button", {
      type: "button", textContent: kind.toUpperCase(), ariaLabel: words[kind], onclick: () => this.save(kind),
    });
    this.tools.replaceChildren(this.said, words.save, button("png"), button("svg"));
    this.marks.replaceChildren(...Object.entries(opens).map(([number, name]) => {
      const mark = element("button", { type: "button", ariaLabel: name, onclick: () => this.open(Number(number)) });
      mark.dataset.number = number;
      return mark;
    }));
    this.marks.onkeydown = (event) => this.step(event);
    return this.paint();
  }

  /** Draw the newest figure, one drawing after the other: plotly.js does not wait for itself. */
  paint() {
    const done = this.drawing.catch(() => null).then(() => this.paintNow());
    this.drawing = done;
    return done;
  }

  async paintNow() {
    const Plotly = await load(this.plotly);
    await ready();
    const width = this.plot.clientWidth;
    const { text, spec } = this;
    if (!width || !this.root.isConnected || (text === this.drawn && width === this.width)) return;
    const isNew = text !== this.drawn;
    // plotly.js writes into the layout it is given: what is drawn anew for another width is taken from the text.
    const { data, layout } = isNew ? spec.figure : JSON.parse(text).figure;
    const inPlace = this.view === spec.view;
    const before = isNew && inPlace ? places(this.plot) : null;
    await (inPlace ? Plotly.react : Plotly.newPlot)(this.plot, data, { ...layout, width }, CONFIG);
    if (!inPlace) this.listen();
    Object.assign(this, { drawn: text, width, view: spec.view });
    this.place();
    if (before) move(before, places(this.plot));
  }

  /** Let the pointer open what a bar leads to. */
  listen() {
    const led = (event) => event.points.map((point) => point.customdata).find((number) => number in this.spec.opens);
    this.plot.on("plotly_click", (event) => led(event) !== undefined && this.open(led(event)));
    this.plot.on("plotly_hover", (event) => this.plot.classList.toggle("leads", led(event) !== undefined));
    this.plot.on("plotly_unhover", () => this.plot.classList.remove("leads"));
  }

  /** Lay a button over each mark that leads somewhere; the pointer goes through it to the mark, the keyboard finds it. */
  place() {
    const numbers = this.plot.data[0].customdata ?? [];
    const drawn = [...this.plot.querySelectorAll(".point")].map((each) => each.querySelector("path") ?? each);
    const { left, top } = this.root.getBoundingClientRect();
    for (const mark of this.marks.children) {
      const box = drawn[numbers.indexOf(Number(mark.dataset.number))]?.getBoundingClientRect();
      mark.hidden = !box;
      if (box) Object.assign(mark.style, {
        left: `${box.left - left}px`, top: `${box.top - top}px`,
        width: `${Math.max(box.width, 8)}px`, height: `${Math.max(box.height, 8)}px`,
      });
    }
    // In the order in which they stand, whichever that is.
    this.marks.append(...[...this.marks.children].sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top)));
    [...this.marks.children].forEach((mark, at) => { mark.tabIndex = at ? -1 : 0; });
  }

  /** Go from mark to mark with the arrows: Tab goes past them. */
  step(event) {
    const marks = [...this.marks.children];
    const at = marks.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: marks.length - 1 }[event.key];
    if (to === undefined || !marks[to]) return;
    event.preventDefault();
    marks.forEach((mark) => { mark.tabIndex = mark === marks[to] ? 0 : -1; });
    marks[to].focus();
  }

  /** Save the picture as PNG or SVG, and say how that went. */
  async save(kind) {
    const { words, file } = this.spec;
    this.said.textContent = words.preparing;
    try {
      const picture = await svg(await load(this.plotly), JSON.parse(this.text), this.width);
      const blob = kind === "svg" ? picture.blob : await png(picture);
      const link = element("a", { href: URL.createObjectURL(blob), download: `${file}.${kind}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      this.said.textContent = words.saved;
    } catch (reason) {
      this.said.textContent = words.unsaved;
      throw reason;
    }
  }

  end() {
    this.watch.disconnect();
    if (this.drawn) window.Plotly.purge(this.plot);
    this.root.remove();
  }
}

// Where each bar, line, point and its text is on the screen, movements of before ended.
function places(plot) {
  const found = [...plot.querySelectorAll(MOVING)].map((mark) => {
    const { d, transform } = getComputedStyle(mark);
    return { mark, d, transform };
  });
  plot.getAnimations({ subtree: true }).forEach((each) => each.cancel());
  return found;
}

// Only the browser's own movement, after plotly.js is done: nothing is measured while it moves, and where marks are more or
// fewer, or of another shape, they are just there.
function move(before, after) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches || before.length !== after.length) return;
  const shape = (d) => d.replace(/[-\d.e]+/g, "");
  after.forEach(({ mark, d, transform }, at) => {
    const from = before[at];
    if (shape(from.d) !== shape(d) || (from.d === d && from.transform === transform)) return;
    mark.animate([{ d: from.d, transform: from.transform }, { d, transform }], { duration: MOVES_MS, easing: "ease-out" });
  });
}

// The lines of a text within a width. Thai has no spaces to break at, so the browser tells its words; figures stay whole.
function lines(text, width, font, lang) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const thai = window.Intl?.Segmenter && new Intl.Segmenter(lang, { granularity: "word" });
  const parts = (word) => (thai && /[\u0e01-\u0e5b]/.test(word) ? [...thai.segment(word)].map(({ segment }) => segment) : [word]);
  const found = [""];
  for (const part of (text.match(/\S+\s*/g) ?? []).flatMap(parts)) {
    const line = found.at(-1);
    const isTooLong = line && pen.measureText(line + part.trimEnd()).width > width;
    if (isTooLong && !/[(“]$/.test(line) && !/^[)”.,:\s]/.test(part)) found.push(part);
    else found[found.length - 1] += part;
  }
  return found.map((line) => line.trim()).filter(Boolean);
}

// A font as part of the picture: it looks the same where Sarabun is not installed.
async function face(weight) {
  const answer = await fetch(`/app/static/fonts/${FONT}-${WEIGHTS[weight]}.ttf`);
  if (!answer.ok) throw new Error(`${FONT} ${weight}: ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `@font-face{font-family:${FONT};font-weight:${weight};src:url(data:font/ttf;base64,${btoa(binary)}) format("truetype")}`;
}

// The figure as it stands on the page, with what the page says around it: title, agency and years above, source and date below.
async function svg(Plotly, { figure: { data, layout }, caption, alt, lang }, width) {
  const drawn = await Plotly.toImage(
    { data, layout: { ...layout, width }, config: CONFIG }, { format: "svg", width, height: layout.height, imageDataOnly: true },
  );
  const scale = layout.font.size / 15;
  const ink = layout.font.color;
  const edge = 16 * scale;
  const sheet = document.createElementNS(SVG, "svg");
  const add = (tag, attributes, text) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text) made.textContent = text;
    return sheet.appendChild(made);
  };
  let down = edge / 2;
  const write = (text, size, weight, opacity = 1) => {
    for (const line of lines(text, width, `${weight} ${size * scale}px ${FONT}`, lang)) {
      down += 1.45 * size * scale;
      add("text", {
        x: edge, y: down - 0.35 * size * scale, fill: ink, opacity,
        "font-family": `${FONT}, sans-serif`, "font-size": size * scale, "font-weight": weight,
      }, line);
    }
  };
  add("title", {}, caption.title);
  add("desc", {}, alt);
  const ground = add("rect", { width: "100%", height: "100%", fill: layout.paper_bgcolor });
  write(caption.title, 21, 600);
  write(caption.about, 16, 400);
  down += edge / 2;
  const picture = document.importNode(new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement, true);
  picture.setAttribute("x", edge);
  picture.setAttribute("y", down);
  sheet.appendChild(picture);
  down += layout.height;
  write(caption.source, 13, 400, 0.75);
  const size = { width: Math.ceil(width + 2 * edge), height: Math.ceil(down + edge / 2) };
  const inside = new XMLSerializer().serializeToString(picture);
  const weights = [400, 600, ...(/font-weight[:="\s]+(?:bold|700)/.test(inside) ? [700] : [])];
  const style = document.createElementNS(SVG, "style");
  style.textContent = (await Promise.all(weights.map(face))).join("");
  sheet.insertBefore(style, ground);
  for (const [name, value] of Object.entries({ ...size, viewBox: `0 0 ${size.width} ${size.height}` })) sheet.setAttribute(name, value);
  return { blob: new Blob([new XMLSerializer().serializeToString(sheet)], { type: "image/svg+xml" }), ...size };
}

async function png({ blob, width, height }) {
  const scale = Math.max(2, PICTURE_WIDTH / width);
  const image = element("img", { src: URL.createObjectURL(blob) });
  await image.decode();
  const canvas = element("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((resolve, reject) =>
    canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("no picture"))), "image/png"));
}
