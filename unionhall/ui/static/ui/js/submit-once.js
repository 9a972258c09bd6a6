// A form with data-submit-once is sent once: a second click while the first is under way does nothing and says "please wait".
// The button stays focusable and keeps its value in the form; coming back by the browser's back button sets it free.
(() => {
  const words = document.getElementById("ui-words").dataset;
  const free = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[data-busy]").forEach((button) => {
      delete button.dataset.busy;
      button.removeAttribute("aria-disabled");
    });
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-submit-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      document.dispatchEvent(new CustomEvent("toast", { detail: { words: words.busy } }));
      return;
    }
    if (event.defaultPrevented) return;
    form.dataset.sent = "yes";
    if (event.submitter) {
      event.submitter.dataset.busy = "";
      event.submitter.setAttribute("aria-disabled", "true");
    }
  }, true);
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("[data-submit-once]");
    if (form) free(form);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("[data-submit-once][data-sent]").forEach(free));
})();
