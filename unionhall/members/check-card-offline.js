// Stands in below /members/check/ when there is no connection: the page is kept with what it is drawn with and with the keys.
// Where there is a connection, the page is always fetched, and so are fresh keys.
const STORE = "card-check";
const PAGE = new URL("./", self.location).pathname;
const keep = async (request, answer) => {
  if (answer.ok) await (await caches.open(STORE)).put(request, answer.clone());
  return answer;
};
const kept = async (request) => (await caches.match(request, { cacheName: STORE, ignoreVary: true, ignoreSearch: true })) || Response.error();
self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(STORE).then((store) => store.add(PAGE)));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const ours = origin === self.location.origin && (pathname === PAGE || pathname.startsWith("/static/"));
  if (request.method !== "GET" || !ours) return;
  event.respondWith(fetch(request).then((answer) => keep(request, answer)).catch(() => kept(request)));
});
