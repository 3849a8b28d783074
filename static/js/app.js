// What a page cannot do with HTML alone. Everything works without this file.
"use strict";

(() => {
  const SEND_AGAIN_AFTER_MS = 8000;

  const say = (text) => {
    const region = document.getElementById("announcer");
    if (!region) return;
    region.classList.remove("is-failure");
    region.textContent = text;
  };

  // Nothing was swapped in, so what happened must be seen too, not only heard.
  const sayFailure = () => {
    const region = document.getElementById("announcer");
    if (!region) return;
    say(region.dataset.failed);
    region.classList.add("is-failure");
  };

  const typed = (field) => field.value !== field.defaultValue;

  const posts = (form) => form.matches("[method=post i]");

  const unsaved = (form) =>
    posts(form) &&
    !form.dataset.sent &&
    [...form.querySelectorAll("textarea, input[type=text]")].some(typed);

  // One submission at a time. The button stays as it is, so that nobody loses their place.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.dataset.sent) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (!posts(form)) return;
      form.dataset.sent = "yes";
      setTimeout(() => delete form.dataset.sent, SEND_AGAIN_AFTER_MS);
    },
    true,
  );

  const release = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  };

  window.addEventListener("pageshow", release);

  window.addEventListener("beforeunload", (event) => {
    if ([...document.forms].some(unsaved)) event.preventDefault();
  });

  // After a swap: to the errors if there are any, else to the new heading, else to the region.
  const focusOn = (region) => {
    const place = region.querySelector(".error-summary, h1, h2[tabindex]") || region;
    if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
    place.focus();
  };

  // The title says that something went wrong, and stops saying so when it is put right.
  const tellInTitle = () => {
    const mark = document.getElementById("announcer")?.dataset.wrong ?? "";
    const plain = document.title.startsWith(mark) ? document.title.slice(mark.length) : document.title;
    document.title = document.querySelector(".error-summary") ? mark + plain : plain;
  };

  let answered = null;

  document.addEventListener("htmx:afterSettle", (event) => {
    const { elt: region, xhr } = event.detail;
    if (xhr === answered) return;
    answered = xhr;
    const news = region.matches("[data-announce]") ? region : region.querySelector("[data-announce]");
    if (news) say(news.dataset.announce);
    tellInTitle();
    if (!region.closest("[data-keep-focus]")) focusOn(region);
  });

  document.addEventListener("htmx:beforeRequest", () => say(""));
  document.addEventListener("htmx:afterRequest", release);

  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(failure, sayFailure);
  }
})();
