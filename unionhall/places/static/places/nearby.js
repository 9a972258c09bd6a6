// Where am I? Only when somebody asks for it; the position goes into the address of the list and is kept nowhere.
// A code scanned at a door counts one, once for each visit to the page.
(() => {
  const form = document.querySelector("[data-nearby]");
  const offer = form?.querySelector("[data-nearby-offer]");
  if (offer && "geolocation" in navigator) {
    const said = form.querySelector("[data-nearby-said]");
    offer.hidden = false;
    offer.querySelector("[data-nearby-here]").addEventListener("click", () => {
      said.textContent = said.dataset.wait;
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        form.elements.near.disabled = false;
        form.elements.near.value = `${coords.longitude.toFixed(4)},${coords.latitude.toFixed(4)}`;
        if (form.elements.place) form.elements.place.value = "";
        form.submit();
      }, () => { said.textContent = said.dataset.no; }, { timeout: 10000, maximumAge: 60000 });
    });
    form.addEventListener("submit", () => { if (form.elements.place?.value) form.elements.near.disabled = true; });
  }
  const counting = document.querySelector("[data-count-use]");
  if (!counting) return;
  const key = `use:${counting.getAttribute("action")}`;
  const done = () => { const words = document.createElement("p"); words.className = "quiet"; words.textContent = counting.dataset.done; counting.replaceWith(words); };
  if (sessionStorage.getItem(key)) { done(); return; }
  const body = new FormData(counting);
  body.append("quietly", "1");
  fetch(counting.action, { method: "POST", body }).then((answer) => {
    if (answer.ok) { sessionStorage.setItem(key, "1"); done(); }
  }).catch(() => {});
})();
