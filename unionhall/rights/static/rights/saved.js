// A page with data-keep puts itself and what it is drawn with into this browser's store, to be read without a connection.
// A list with data-saved-answers names what is kept. Nothing is reckoned here.
(() => {
  if (!("serviceWorker" in navigator) || !window.caches) return;
  const page = document.querySelector("[data-offline-script]");
  if (!page) return;
  const parts = () => [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((one) => one.href || one.src);
  const keep = async () => {
    const store = await caches.open("law");
    await store.addAll([...new Set(parts()), new URL("offline/", new URL(page.dataset.offlineScript, location)).pathname]);
    if (document.querySelector("[data-keep]")) await store.add(location.pathname);
  };
  const list = async (place) => {
    const store = await caches.open("law");
    const answers = (await store.keys()).filter((one) => new URL(one.url).pathname.endsWith("/answer/"));
    for (const one of answers) {
      const html = await (await store.match(one, { ignoreVary: true })).text();
      const kept = new DOMParser().parseFromString(html, "text/html");
      const link = document.createElement("a");
      link.href = new URL(one.url).pathname;
      link.textContent = kept.querySelector("[data-keep]")?.dataset.keep || link.href;
      const line = document.createElement("li");
      line.append(link);
      place.append(line);
    }
    place.hidden = !answers.length;
    document.querySelector("[data-no-saved]").hidden = answers.length > 0;
  };
  navigator.serviceWorker.register(page.dataset.offlineScript).then(() => navigator.onLine && keep()).catch(() => {});
  const place = document.querySelector("[data-saved-answers]");
  if (place) list(place).catch(() => {});
})();
