// Making and using passkeys. A page that needs it works with a code instead where this cannot run.
"use strict";

(() => {
  const { PublicKeyCredential: Key } = window;
  if (!Key || !Key.parseRequestOptionsFromJSON) return;

  const options = async (url, form) => {
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
    const answer = await fetch(url, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  // Fills a field with what the device answers, and sends the form; says so where it does not.
  const ask = async (form, field, answering) => {
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      field.value = JSON.stringify((await answering()).toJSON());
    } catch {
      failed.hidden = false;
      delete form.dataset.sent;
      return;
    }
    HTMLFormElement.prototype.submit.call(form);
  };

  for (const part of document.querySelectorAll(".passkey")) part.hidden = false;

  for (const button of document.querySelectorAll("[data-passkey]")) {
    const { form } = button;
    button.addEventListener("click", () =>
      ask(form, form.elements.confirmation, async () => {
        const publicKey = Key.parseRequestOptionsFromJSON(await options(button.dataset.passkey, form));
        return navigator.credentials.get({ publicKey });
      }),
    );
  }

  for (const form of document.querySelectorAll("[data-new-passkey]")) {
    form.addEventListener("submit", (event) => {
      if (!form.elements.name.value.trim()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form, form.elements.credential, async () => {
        const publicKey = Key.parseCreationOptionsFromJSON(await options(form.dataset.newPasskey, form));
        return navigator.credentials.create({ publicKey });
      });
    });
  }
})();
