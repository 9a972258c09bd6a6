// Walking down a list without the mouse, while the focus is in it: j and k go from row to row, x ticks one, Enter opens.
// Only there, so that nobody who dictates or types elsewhere sets it off (WCAG 2.1.4).
(() => {
  const row = (element) => element.closest("[data-row]");
  const go = (frame, from, step) => {
    const links = [...frame.querySelectorAll("[data-row-link]")];
    const at = links.findIndex((link) => row(link) === from);
    const to = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
    to?.focus();
    to?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    const frame = event.target.closest(".table-frame");
    if (!frame?.querySelector("[data-row]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = row(event.target);
    if (event.key === "j") go(frame, here, 1);
    else if (event.key === "k") go(frame, here, -1);
    else if (event.key === "x" && here) here.querySelector("[data-choose]")?.click();
    else return;
    event.preventDefault();
  });
})();
