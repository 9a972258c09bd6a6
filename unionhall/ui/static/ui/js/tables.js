// Where a row becomes a small card its head is not above it any more: each number then carries the name of its column.
(() => {
  const name = (table) => {
    const heads = [...table.querySelectorAll("thead tr:first-child > *")].map((head) => head.textContent.trim());
    for (const cell of table.querySelectorAll("tbody td.numeric:not([data-label])")) {
      if (cell.parentElement.children.length === heads.length) cell.dataset.label = heads[cell.cellIndex];
    }
  };
  const all = (within) => within.querySelectorAll(".data-table").forEach(name);
  document.addEventListener("DOMContentLoaded", () => all(document));
  document.addEventListener("htmx:afterSettle", (event) => all(event.target.closest(".table-frame")?.parentElement ?? event.target));
})();
