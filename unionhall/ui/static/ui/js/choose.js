// Choosing rows of a table: one box for all on the page, and the number chosen said aloud.
(() => {
  const words = document.getElementById("ui-words").dataset;
  const frame = (box) => box.closest("table");
  const boxes = (table) => [...table.querySelectorAll("[data-choose]")];
  const tell = (table) => {
    const all = table.querySelector("[data-choose-all] input");
    const n = boxes(table).filter((box) => box.checked).length;
    if (all) { all.checked = n > 0 && n === boxes(table).length; all.indeterminate = n > 0 && !all.checked; }
    const line = table.parentElement.nextElementSibling;
    if (line?.matches("[data-chosen-count]")) line.textContent = n ? words.chosen.replace("{n}", n) : "";
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-choose-all] input")) boxes(frame(event.target)).forEach((box) => { box.checked = event.target.checked; });
    if (event.target.matches("[data-choose-all] input, [data-choose]")) tell(frame(event.target));
  });
  const wake = (root) => root.querySelectorAll("[data-choose-all]").forEach((label) => { label.hidden = false; tell(frame(label)); });
  wake(document);
  document.addEventListener("htmx:load", (event) => wake(event.target));
})();
