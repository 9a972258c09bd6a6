// Signing out (data-forget-drafts), and a form that says data-forget-saved, throw away the pages kept on this device for
// reading without a connection: the next one at this phone may be somebody else.
(() => {
  if (!window.caches) return;
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget-drafts], [data-forget-saved]")) ["law", "inspect"].forEach((store) => caches.delete(store));
  });
})();
