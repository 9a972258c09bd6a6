// Stands in below /law/ when there is no connection: an answer opened before is shown as it was, marked as saved.
// Pages put themselves into the store (static/rights/saved.js); here they are only taken out.
const STORE = "law";
const OFFLINE = new URL("offline/", self.location).pathname;
self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(STORE).then((store) => store.add(OFFLINE)));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
const marked = async (page) => {
  const html = (await page.text()).replace("data-saved hidden", "data-saved");
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": page.headers.get("Content-Security-Policy") || "default-src 'self'" } });
};
const kept = async (request) => {
  const store = await caches.open(STORE);
  const address = new URL(request.url).pathname;
  const found = await store.match(address, { ignoreVary: true, ignoreSearch: true });
  if (request.mode !== "navigate") return found || Response.error();
  const page = found || (await store.match(OFFLINE, { ignoreVary: true }));
  return page ? marked(page) : Response.error();
};
self.addEventListener("fetch", (event) => {
  const here = new URL(event.request.url).origin === self.location.origin;
  if (event.request.method === "GET" && here) event.respondWith(fetch(event.request).catch(() => kept(event.request)));
});
