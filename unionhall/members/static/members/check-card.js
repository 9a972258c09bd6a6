// Checks a member's card in the browser, by the keys that came with the page: no connection is needed, not even to open the page
// a second time (check-card-offline.js).
(() => {
  const place = document.querySelector("[data-check-card]");
  if (!place) return;
  const keys = JSON.parse(place.dataset.keys).keys;
  const form = place.querySelector("[data-card-form]");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
  const facts = (text) => JSON.parse(new TextDecoder().decode(bytes(text)));

  function say(word, claims = {}) {
    const said = place.querySelector(`template[data-say="${word}"]`).content.cloneNode(true);
    for (const hole of said.querySelectorAll("[data-fill]")) hole.textContent = claims[hole.dataset.fill] ?? "";
    place.querySelector("[data-card-answer]").replaceChildren(said);
  }

  async function check(text) {
    let head, claims, parts;
    try {
      parts = text.trim().split("#").pop().split(".");
      [head, claims] = [facts(parts[0]), facts(parts[1])];
      if (head.alg !== "EdDSA" || parts.length !== 3) throw new Error("not a card");
    } catch {
      return say("unreadable");
    }
    const known = keys.find((key) => key.kid === head.kid);
    if (!known) return say("forged");
    let good;
    try {
      const key = await crypto.subtle.importKey("jwk", { kty: known.kty, crv: known.crv, x: known.x }, "Ed25519", false, ["verify"]);
      good = await crypto.subtle.verify("Ed25519", key, bytes(parts[2]), new TextEncoder().encode(`${parts[0]}.${parts[1]}`));
    } catch {
      form.dataset.byServer = "";
      return say("unable");
    }
    if (!good) return say("forged");
    if (Date.now() >= claims.exp * 1000) return say("expired");
    say("good", { ...claims, until: new Date(claims.exp * 1000).toLocaleString(document.documentElement.lang) });
  }

  const fromAddress = () => {
    if (location.hash.length < 20) return;
    form.elements.token.value = location.hash.slice(1);
    check(location.hash);
  };
  form.addEventListener("submit", (event) => {
    if ("byServer" in form.dataset) return;
    event.preventDefault();
    check(form.elements.token.value);
  });
  addEventListener("hashchange", fromAddress);
  fromAddress();

  async function keepForLater() {
    await navigator.serviceWorker.register(place.dataset.offlineScript);
    const store = await caches.open("card-check");
    const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
    await store.addAll([...new Set([...parts].map((one) => one.href || one.src))]);
  }
  if ("serviceWorker" in navigator && window.caches && navigator.onLine) keepForLater().catch(() => {});
})();
