// Buttons with data-print print the page.
(() => {
  const wake = (root) => root.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
  wake(document);
  document.addEventListener("htmx:load", (event) => wake(event.target));
})();
