// What a page says about itself, measured in the page: each probe returns a list of complaints.
(() => {
  // What people write themselves is in a language of their own.
  const TEXT_LESS = "script, style, template, noscript, code, textarea, [hidden]";
  const FIELDS = "input:not([type=hidden]), select, textarea";
  const TARGETS = `a[href], button, summary, ${FIELDS}`;
  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList].map((each) => `.${each}`).join("");
    const words = (element.innerText || element.value || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${id}${classes}> “${words}”`;
  };
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  // Words for screen readers alone: a box of a pixel, or a link that waits above the page.
  const unseen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width <= 1.5 || box.height <= 1.5 || box.bottom <= 0 || box.right <= 0;
  };
  const hiddenInside = (element) => {
    for (let each = element; each && each !== document.body; each = each.parentElement)
      if (unseen(each) && getComputedStyle(each).overflow !== "visible") return true;
    return false;
  };
  const texts = function* () {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.data.trim() && !node.parentElement.closest(TEXT_LESS)) yield node;
  };

  const linesOf = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };

  // `isSample`: the links of a page of specimens need not lead anywhere.
  const structure = ({ isSample }) => {
    const wrongs = [];
    const heads = [...document.querySelectorAll("h1")].filter(shown);
    if (heads.length !== 1 || !heads[0].innerText.trim()) wrongs.push(`${heads.length} h1`);
    if (document.querySelectorAll("main").length !== 1) wrongs.push("not exactly one main");
    if (!document.title.trim()) wrongs.push("no title");
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    for (const id of new Set(ids.filter((each, order) => ids.indexOf(each) !== order)))
      wrongs.push(`id twice: ${id}`);
    for (const link of document.querySelectorAll('a[href^="#"]')) {
      const to = decodeURIComponent(link.hash.slice(1));
      if (!isSample && to && !document.getElementById(to)) wrongs.push(`leads nowhere: ${name(link)} ${link.hash}`);
    }
    return wrongs;
  };

  // A text is in the language that its element says: four letters of Hangul in a row are Korean,
  // four words in Latin letters in a row are English. `exempt` are names, which people chose.
  const language = ({ exempt }) => {
    const wrong = (text, lang) => {
      const bare = exempt.reduce((left, each) => left.replaceAll(each, ""), text);
      if (lang.startsWith("en")) return /\p{sc=Hangul}{4}/u.test(bare);
      return /(?:\b[A-Za-z][A-Za-z'’]+[,;:]?\s+){3}[A-Za-z][A-Za-z'’]+/.test(bare);
    };
    const said = [[document.title, document.documentElement.lang, "title"]];
    for (const node of texts())
      said.push([node.data, node.parentElement.closest("[lang]").lang, name(node.parentElement)]);
    for (const each of document.querySelectorAll("[aria-label], [placeholder], [alt]"))
      for (const attribute of ["aria-label", "placeholder", "alt"])
        said.push([each.getAttribute(attribute) || "", each.closest("[lang]").lang, name(each)]);
    return said
      .filter(([text, lang]) => wrong(text, lang))
      .map(([text, lang, where]) => `not ${lang}: “${text.trim().slice(0, 60)}” in ${where}`);
  };

  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const insideScroller = (element) => {
    for (let each = element.parentElement; each && each !== document.body; each = each.parentElement)
      if (scrolls(each)) return true;
    return false;
  };
  const sideways = () => {
    const root = document.documentElement;
    if (root.scrollWidth <= innerWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (each) =>
        shown(each) && each.getBoundingClientRect().right > innerWidth + 1 && !insideScroller(each),
    );
    return [`${root.scrollWidth} px wide at ${innerWidth}: ${wide.slice(-3).map(name).join(", ")}`];
  };

  // Boxes that hide what does not fit, and text that does not fit into them.
  const clipped = () => {
    const wrongs = new Set();
    for (const box of document.body.querySelectorAll("*")) {
      if (!shown(box) || box.matches(FIELDS) || hiddenInside(box) || box.closest("svg")) continue;
      const style = getComputedStyle(box);
      if (![style.overflowX, style.overflowY].some((each) => /hidden|clip/.test(each))) continue;
      const frame = box.getBoundingClientRect();
      for (const node of texts()) {
        if (!box.contains(node) || hiddenInside(node.parentElement)) continue;
        for (const line of linesOf(node))
          if (line.bottom > frame.bottom + 2 || line.right > frame.right + 2)
            wrongs.add(`cut off: ${name(node.parentElement)} in ${name(box)}`);
      }
    }
    return [...wrongs];
  };

  // Two texts printed over each other: boxes of different nodes that share much of a line.
  const overlapping = () => {
    const boxes = [];
    for (const node of texts()) {
      const parent = node.parentElement;
      if (!shown(parent) || hiddenInside(parent) || parent.closest("svg, option")) continue;
      for (const box of linesOf(node))
        if (box.width > 3 && box.bottom > 0) boxes.push({ box, node });
    }
    boxes.sort((one, other) => one.box.top - other.box.top);
    const wrongs = new Set();
    for (let i = 0; i < boxes.length; i += 1) {
      const { box: one, node } = boxes[i];
      for (let j = i + 1; j < boxes.length && boxes[j].box.top < one.bottom; j += 1) {
        const { box: other, node: second } = boxes[j];
        if (node === second) continue;
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - other.top;
        if (across > 3 && down > 0.45 * Math.min(one.height, other.height))
          wrongs.add(`${name(node.parentElement)} lies over ${name(second.parentElement)}`);
      }
    }
    return [...wrongs];
  };

  // A link within a sentence may be as small as its line.
  const inSentence = (link) => {
    const block = link.closest("p, li, dd, td, h1, h2, h3, div");
    if (getComputedStyle(link).display !== "inline" || !block) return false;
    const around = block.innerText.replace(link.innerText, "").replace(/[\s·:,.()›–]/g, "");
    return around.length > 0 && link.matches("p a, li a, dd a, td a");
  };
  const targets = () => {
    const wrongs = [];
    for (const each of document.querySelectorAll(TARGETS)) {
      if (!shown(each) || hiddenInside(each) || unseen(each)) continue;
      let { width, height } = each.getBoundingClientRect();
      if (each.matches("[type=radio], [type=checkbox]") && each.labels.length) {
        const label = each.labels[0].getBoundingClientRect();
        [width, height] = [Math.max(width, label.width), Math.max(height, label.height)];
      }
      if ((width < 24 || height < 24) && !(each.matches("a") && inSentence(each)))
        wrongs.push(`${width.toFixed(0)} × ${height.toFixed(0)} px: ${name(each)}`);
      if (each.matches(".btn:not(.line, .quiet)") && (width < 44 || height < 44))
        wrongs.push(`main button ${width.toFixed(0)} × ${height.toFixed(0)} px: ${name(each)}`);
    }
    return wrongs;
  };

  const spaced = new CSSStyleSheet();
  spaced.replaceSync(
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;" +
      " word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
  );
  const enlarge = (percent) => {
    document.documentElement.style.fontSize = percent ? `${percent}%` : "";
    return [];
  };
  const space = (wanted) => {
    document.adoptedStyleSheets = wanted ? [spaced] : [];
    return [];
  };
  const largeTitle = () => {
    const size = (selector) =>
      parseFloat(getComputedStyle(document.querySelector(selector)).fontSize);
    return size("h1") < size("main") ? [`the h1 is smaller than the text (${size("h1")} px)`] : [];
  };

  const stirring = () => document.getAnimations().map((each) => `moves: ${name(each.effect.target)}`);

  const readable = () => {
    const wrongs = [];
    const main = document.querySelector("main");
    if (!shown(document.querySelector("h1")) || !main.innerText.trim()) wrongs.push("no text is seen");
    for (const button of document.querySelectorAll("main .btn")) {
      const style = getComputedStyle(button);
      if (shown(button) && style.borderTopWidth === "0px" && style.outlineStyle === "none")
        wrongs.push(`no edge: ${name(button)}`);
    }
    return wrongs;
  };
  const printable = () => {
    const main = document.querySelector("main");
    const wrongs = [...sideways(), ...clipped()];
    if (!main || !main.innerText.trim()) wrongs.push("nothing is printed");
    for (const each of document.body.querySelectorAll("*"))
      if (shown(each) && /fixed|sticky/.test(getComputedStyle(each).position))
        wrongs.push(`printed on every sheet: ${name(each)}`);
    return wrongs;
  };

  const open = (element) => {
    const closed = element.closest("details:not([open])");
    return !closed || element === closed.querySelector("summary");
  };
  const reachable = () => {
    const groups = new Set();
    const all = document.querySelectorAll(`${TARGETS}, [tabindex="0"]`);
    return [...all].filter((each) => {
      if (!shown(each) || each.disabled || each.tabIndex < 0 || !open(each)) return false;
      if (each.type !== "radio") return true;
      const group = `${each.form?.action} ${[...document.forms].indexOf(each.form)} ${each.name}`;
      const first = !groups.has(group);
      groups.add(group);
      return first;
    });
  };
  const visited = new Map();
  const marked = (element) => {
    const seen = (each) => {
      const style = getComputedStyle(each);
      return (
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) ||
        style.boxShadow !== "none"
      );
    };
    return seen(element) || (element.labels && [...element.labels].some(seen));
  };
  const watchFocus = () => {
    document.addEventListener("focusin", ({ target }) => visited.set(target, marked(target)));
    return reachable().length;
  };
  const sameGroup = (radio) =>
    [...visited.keys()].some((each) => each.form === radio.form && each.name === radio.name);
  const unvisited = () =>
    reachable().filter((each) => !visited.has(each) && !(each.type === "radio" && sameGroup(each)));
  const tour = () => [
    ...unvisited().map((each) => `not reached by keyboard: ${name(each)}`),
    ...[...visited].filter(([, seen]) => !seen).map(([each]) => `focus not seen: ${name(each)}`),
  ];
  const missing = () => unvisited().length;

  // Each link of the summary leads to a field that says it is wrong.
  const summary = () => {
    const box = document.querySelector(".error-summary");
    if (!box) return ["no error summary"];
    const wrongs = [];
    const links = [...box.querySelectorAll("a")];
    if (!links.length) wrongs.push("the error summary has no link");
    for (const link of links) {
      const field = document.getElementById(link.hash.slice(1));
      if (!field) continue;
      if (field.getAttribute("aria-invalid") !== "true" && !field.matches("fieldset"))
        wrongs.push(`not marked as wrong: ${name(field)}`);
      const error = document.getElementById(`${field.id}-error`);
      if (!error?.innerText.includes(link.innerText)) wrongs.push(`no error at ${name(field)}`);
    }
    return wrongs;
  };

  return {
    clipped, enlarge, language, largeTitle, missing, overlapping, printable, readable, sideways,
    space, stirring, structure, summary, targets, tour, watchFocus,
  };
})()
