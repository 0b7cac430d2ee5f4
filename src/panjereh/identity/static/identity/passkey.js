// Passkeys: asks the server what to sign, lets the browser do it, and sends the answer with the page's own form.
// Whoever has no scripts uses the code app.
const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
};
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const opened = (options) => {
  const key = options.publicKey;
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    for (const known of key[list] ?? []) known.id = bytes(known.id);
  }
  return options;
};

const written = (made) => {
  const { response } = made;
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) answer[part] = text(response[part]);
  }
  return JSON.stringify({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    clientExtensionResults: made.getClientExtensionResults(),
    response: answer,
  });
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential || !navigator.credentials) break;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.passkey.value) return;
    event.preventDefault();
    const status = form.querySelector("[role=status]");
    status.textContent = "";
    try {
      const token = form.elements.csrfmiddlewaretoken.value;
      const purpose = form.dataset.passkey;
      const asked = await fetch(form.dataset.options, {
        method: "POST",
        credentials: "same-origin",
        headers: { "X-CSRFToken": token },
        body: new URLSearchParams({ purpose }),
      });
      if (asked.redirected) return location.reload();
      if (!asked.ok) throw new Error(String(asked.status));
      const options = opened(await asked.json());
      const made = await (purpose === "make"
        ? navigator.credentials.create(options)
        : navigator.credentials.get(options));
      form.elements.passkey.value = written(made);
      form.submit();
    } catch {
      status.textContent = form.dataset.failed;
    }
  });
}
