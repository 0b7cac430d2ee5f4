// Comfort only: every page does its work without this file.
const all = (selector) => document.querySelectorAll(selector);
const written = new Intl.NumberFormat(document.documentElement.lang);

// An error summary takes the focus, so that a screen reader and the keyboard start there.
document.querySelector(".errors")?.focus();

// Characters left, in the words that the page brought along.
for (const hint of all("[data-count]")) {
  const area = document.getElementById(hint.dataset.count);
  const limit = Number(hint.dataset.limit);
  hint.setAttribute("role", "status");
  const count = () => {
    // A line break is sent as two characters.
    const left = limit - area.value.replace(/\n/g, "\r\n").length;
    const words = left < 0 ? hint.dataset.over : hint.dataset.left;
    hint.textContent = `${words} ${written.format(Math.abs(left))}`;
    hint.classList.toggle("err", left < 0);
  };
  area.addEventListener("input", count);
  count();
}

// A slow upload says that it runs; the browser itself sends the form.
for (const status of all("[data-upload]")) {
  const input = document.getElementById(status.dataset.upload);
  input.form?.addEventListener("submit", () => {
    if (!input.files.length) return;
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", status.dataset.sending);
    status.textContent = status.dataset.sending;
    status.after(bar);
  });
  // Coming back with the back button shows the page as it was left.
  window.addEventListener("pageshow", () => {
    status.textContent = "";
    if (status.nextElementSibling?.localName === "progress") status.nextElementSibling.remove();
  });
}

// Copy a reference number.
for (const button of all("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const before = button.textContent;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = before; }, 4000);
  });
}

// Two minutes before the session ends, offer to stay; closing the dialog gives the focus back.
// A session that is over takes nothing from the page: what is sent after it is kept until one has signed in.
const session = document.getElementById("session");
if (session) {
  let timer, over = false;
  const arm = () => {
    clearTimeout(timer);
    timer = setTimeout(() => session.showModal(), Math.max(Number(session.dataset.seconds) - 120, 0) * 1000);
  };
  session.addEventListener("close", async () => {
    if (over) return;
    const answer = await fetch(session.dataset.stay, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
    if (answer?.ok) return arm();
    over = answer?.status === 401;
    if (!over) return arm();
    session.querySelector("h2").textContent = session.dataset.over;
    session.querySelector("p").textContent = session.dataset.cure;
    session.querySelector("button").textContent = session.dataset.close;
    session.showModal();
  });
  arm();
}

// Something that is under way: ask with growing pauses, for ten minutes, and load the page when it has moved.
for (const place of all("[data-poll]")) {
  const start = Date.now();
  let pause = Number(place.dataset.pause || 3000);
  const ask = async () => {
    if (Date.now() - start > 600000) return;
    if (!document.hidden) {
      const answer = await fetch(place.dataset.poll, { headers: { Accept: "application/json" } }).catch(() => null);
      const state = answer?.ok ? (await answer.json()).state : place.dataset.state;
      if (state !== place.dataset.state) return location.reload();
      pause = Math.min(pause * 1.5, 30000);
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}
