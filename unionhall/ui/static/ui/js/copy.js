// Buttons with data-copy="text" put the text on the clipboard and say so. They stay hidden where that is not possible.
(() => {
  if (!navigator.clipboard) return;
  const words = document.getElementById("ui-words").dataset;
  const wake = (root) => root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    document.dispatchEvent(new CustomEvent("toast", { detail: { words: words.copied } }));
  });
  wake(document);
  document.addEventListener("htmx:load", (event) => wake(event.target));
})();
