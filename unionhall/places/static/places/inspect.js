// A checklist filled in where there is no connection: every tick is kept on this device under the place, with the mark of its
// draft, and sent when there is a connection and the page is open. The server takes a draft once, however often it comes.
(() => {
  const form = document.querySelector("[data-inspect]");
  if (!form) return;
  const said = document.querySelector("[data-inspect-said]");
  const key = `draft:inspect:${location.pathname}`;
  const week = 7 * 24 * 3600 * 1000;
  const say = (word) => { said.textContent = said.dataset[word] ?? ""; };
  const read = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const values = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "once"].includes(name));
  const keep = (sent = false) => { try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), sent, values: values() })); } catch { /* no store here */ } };
  const forget = () => localStorage.removeItem(key);
  const fill = (kept) => {
    for (const [name, value] of kept) {
      const field = form.elements[name];
      if (!field) continue;
      if (field instanceof RadioNodeList) field.value = value;
      else if (field.type !== "file") field.value = value;
    }
  };
  async function send() {
    say("sending");
    let answer;
    try {
      answer = await fetch(form.action || location.href, { method: "POST", body: new FormData(form) });
    } catch {
      keep(true);
      say("waits");
      return;
    }
    if (answer.redirected) { forget(); location.assign(answer.url); return; }
    if (answer.ok) { forget(); location.reload(); return; }
    keep(false);
    say("refused");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const errors = page.querySelector("[data-focus]");
    if (errors) said.append(errors);
  }
  const draft = read();
  if (draft && draft.at < Date.now() - week) forget();
  else if (draft) {
    fill(draft.values);
    say(draft.sent ? "waits" : "kept");
    if (draft.sent && navigator.onLine) send();
  }
  form.addEventListener("input", () => { keep(); say("kept"); });
  form.addEventListener("submit", (event) => { event.preventDefault(); keep(!navigator.onLine); if (navigator.onLine) send(); else say("waits"); });
  addEventListener("online", () => { if (read()?.sent) send(); });
  async function keepForLater() {
    await navigator.serviceWorker.register(form.dataset.offlineScript);
    const store = await caches.open("inspect");
    const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
    await store.addAll([location.pathname, ...new Set([...parts].map((one) => one.href || one.src))]);
  }
  if ("serviceWorker" in navigator && window.caches && navigator.onLine) keepForLater().catch(() => {});
})();
