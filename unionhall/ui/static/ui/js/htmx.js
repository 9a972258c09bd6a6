// HTMX in this house: the form token on every request, and plain words when a request fails. Nothing typed is lost.
(() => {
  const words = document.getElementById("ui-words").dataset;
  const complain = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { words: text, tone: "error" } }));
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = document.querySelector('meta[name="csrf-token"]').content;
  });
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, () => complain(words.offline));
  }
  document.addEventListener("htmx:responseError", () => complain(words.failed));
})();
