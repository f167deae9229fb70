// Passkeys. Without this file, or in a browser without passkeys, signing in goes by password and code.
(() => {
  const able = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;
  if (!able || /^[\d.]+$|:/.test(location.hostname)) return;  // A passkey is for a name, never for a number.
  document.querySelectorAll("[data-no-passkeys]").forEach((note) => { note.hidden = true; });

  const answerFor = async (form) => {
    if (form.dataset.create) {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(form.dataset.create));
      return navigator.credentials.create({ publicKey });
    }
    const asked = await fetch(form.dataset.passkey, { headers: { Accept: "application/json" } });
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(await asked.json()) });
  };

  document.querySelectorAll("form[data-passkey], form[data-create]").forEach((form) => {
    const button = form.querySelector("[data-use]"), failed = form.querySelector("[data-failed]");
    form.hidden = button.hidden = false;
    button.addEventListener("click", async () => {
      failed.hidden = true;
      try {
        form.elements.passkey.value = JSON.stringify(await answerFor(form));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  });
})();
