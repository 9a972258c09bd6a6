// What is marked data-focus (the summary of errors) takes the focus when it appears.
(() => {
  const focus = (root) => root.querySelector("[data-focus]")?.focus();
  focus(document);
  document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) focus(event.target); });
})();
