// What of a page came from somebody's text and is more than text. Returns functions for tests.
() => {
  const OURS = /pwned/i;
  // Attributes in which words of people stand as words.
  const WORDS = new Set(["value", "title", "aria-label", "content", "data-announce"]);
  // What no page of ours has, so that it can only come from a text.
  const STRANGE = [
    "applet", "audio", "base", "embed", "frame", "frameset", "iframe", "image", "img", "isindex",
    "keygen", "listing", "marquee", "math", "object", "picture", "plaintext", "portal", "source",
    "style", "template", "turbo-frame", "video", "xmp", "meta[http-equiv]",
    "script:not([src^='/static/'])", "link:not([rel=stylesheet], [rel=icon], [rel=alternate])",
  ].join();
  const HIDING = "noscript, script";

  // Not `element.attributes`: a form answers that with its field of that name.
  const { get } = Object.getOwnPropertyDescriptor(Element.prototype, "attributes");

  // Words in an address of ours: percent-encoded, and never its beginning.
  const isOurAddress = (name, value) =>
    ["href", "action"].includes(name) && /^\/(ko|en)\/[^<>"'` ]*$/.test(value);

  // A form that is given back names its fields as they were named.
  const isFieldName = (element, name) => name === "name" && element.matches("input, textarea");

  // Our own wrapper around words, so that htmx looks at nothing in it.
  const isWrapper = (element, name) => name === "hx-disable" && element.matches(".voice-words, .redline");

  const isStrange = (element, { name, value }) => {
    if (isWrapper(element, name)) return false;
    if (OURS.test(name) || /^on|^(data-)?hx-(on|vals|vars|headers|ext|disable)/i.test(name)) return true;
    if (!OURS.test(value) || WORDS.has(name)) return false;
    return !isOurAddress(name, value) && !isFieldName(element, name);
  };

  const attributes = (element) =>
    [...get.call(element)]
      .filter((each) => isStrange(element, each))
      .map(({ name, value }) => `<${element.localName} ${name}="${value.slice(0, 80)}">`);

  const nodes = (root) => {
    const kinds = NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_PROCESSING_INSTRUCTION | NodeFilter.SHOW_CDATA_SECTION;
    const walk = document.createTreeWalker(root, kinds);
    const found = [];
    while (walk.nextNode()) found.push(walk.currentNode.data.slice(0, 80));
    return found.filter((text) => OURS.test(text)).map((text) => `node: ${text}`);
  };

  const unwrapped = (root) =>
    [...root.querySelectorAll(".voice-words, .redline")]
      .filter((each) => !each.hasAttribute("hx-disable"))
      .map((each) => `not wrapped: ${each.textContent.slice(0, 80)}`);

  const strange = (root) => [
    ...root.querySelectorAll(STRANGE),
    ...[...root.querySelectorAll(HIDING)].filter((each) => OURS.test(each.textContent)),
  ].map((each) => each.outerHTML.slice(0, 120));

  const wrongs = (root) => [
    ...[...root.querySelectorAll("*")].flatMap(attributes),
    ...nodes(root),
    ...(root.contentType === "text/html" ? [...strange(root), ...unwrapped(root)] : []),
  ];

  const done = () => [
    ...window.ran.map((number) => `ran: ${number}`),
    ...["allowEval", "allowScriptTags", "historyCacheSize"]
      .filter((name) => window.htmx?.config[name])
      .map((name) => `htmx has ${name}`),
  ];

  const words = (root) => {
    const places = [...WORDS].flatMap((name) =>
      [...root.querySelectorAll(`[${name}]`)].map((each) => each.getAttribute(name)),
    );
    return [root.documentElement.textContent, ...places].join("\n");
  };

  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const ways = [(text) => text, (text) => `<p title="${text}"></p>`, (text) => `<p title='${text}'></p>`];

  return {
    wrongs: () => [...wrongs(document), ...done()],
    words: () => words(document),
    // The same of a document that is parsed, but not opened.
    read: (html) => ({ wrongs: wrongs(parsed(html)), words: words(parsed(html)) }),
    // Those of some texts that would be noticed if a page took them for markup.
    noticed: (texts) => texts.filter((text) => ways.some((way) => wrongs(parsed(way(text))).length)),
  };
}
