// A form with data-draft="key" is kept on this device while it is typed, for a week, and brought back after a lost connection or
// a closed tab. Never files, passwords, tokens, or what is marked data-no-draft. Signing out (data-forget-drafts) forgets all.
(() => {
  const words = document.getElementById("ui-words").dataset;
  const week = 7 * 24 * 3600 * 1000;
  const say = (text, tone) => document.dispatchEvent(new CustomEvent("toast", { detail: { words: text, tone } }));
  const place = (form) => `draft:${form.dataset.draft}:${location.pathname}`;
  const kept = (field) => field.name && !["file", "password", "hidden", "submit", "button", "fieldset"].includes(field.type) &&
    !field.closest("[data-no-draft]") && field.autocomplete !== "one-time-code";
  const fields = (form) => [...form.elements].filter(kept);
  const boxed = (field) => field.type === "radio" || field.type === "checkbox";
  const values = (form) => fields(form).filter((field) => !boxed(field) || field.checked).map((field) => [field.name, field.value]);
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const keep = (form) => { try { localStorage.setItem(place(form), JSON.stringify({ at: Date.now(), values: values(form) })); } catch { /* no store here */ } };
  const restore = (form) => {
    const draft = read(place(form))?.values;
    if (!draft || form.querySelector("[aria-invalid]") || JSON.stringify(draft) === JSON.stringify(values(form))) return;
    for (const field of fields(form)) {
      const mine = draft.filter(([name]) => name === field.name).map(([, value]) => value);
      if (boxed(field)) field.checked = mine.includes(field.value);
      else if (mine.length) field.value = mine[0];
    }
    say(words.restored);
  };
  const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
  document.addEventListener("input", (event) => { if (event.target.form?.matches("[data-draft]")) keep(event.target.form); });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-forget-drafts]")) drafts().forEach((key) => localStorage.removeItem(key));
    if (!event.target.matches("[data-draft]")) return;
    if (!navigator.onLine) { event.preventDefault(); say(words.offline, "error"); } else sessionStorage.setItem("sent", place(event.target));
  });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful && event.target.matches("[data-draft]")) localStorage.removeItem(place(event.target)); });
  // A sent form's draft goes once the sending is known to have arrived: another page came back, or this one with errors or redirected.
  const sent = sessionStorage.getItem("sent");
  const same = [...document.querySelectorAll("[data-draft]")].find((form) => place(form) === sent);
  if (sent && (!same || same.querySelector("[aria-invalid]") || performance.getEntriesByType("navigation")[0]?.redirectCount)) localStorage.removeItem(sent);
  sessionStorage.removeItem("sent");
  drafts().filter((key) => !(read(key)?.at > Date.now() - week)).forEach((key) => localStorage.removeItem(key));
  document.querySelectorAll("[data-draft]").forEach(restore);
})();
