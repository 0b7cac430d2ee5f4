// A parked form goes on by itself. Coming back with the back button shows its button instead.
const form = document.querySelector("[data-goes-on]");
const mark = `went-on:${location.pathname}`;
if (form && !sessionStorage.getItem(mark)) {
  sessionStorage.setItem(mark, "1");
  form.requestSubmit();
}
