// Stands in below /places/ when there is no connection: checklists that were opened before are kept with what they are drawn with.
// Where there is a connection, everything is always fetched. Signing out empties the store.
const STORE = "inspect";
const LIST = /^\/places\/venues\/[0-9a-f-]{36}\/inspection\/$/;
const keep = async (request, answer) => {
  if (answer.ok && !answer.redirected) await (await caches.open(STORE)).put(request, answer.clone());
  return answer;
};
const kept = async (request) => (await caches.match(request, { cacheName: STORE, ignoreVary: true, ignoreSearch: true })) || Response.error();
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const ours = origin === self.location.origin && (LIST.test(pathname) || pathname.startsWith("/static/"));
  if (request.method !== "GET" || !ours) return;
  event.respondWith(fetch(request).then((answer) => keep(request, answer)).catch(() => kept(request)));
});
