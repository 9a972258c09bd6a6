// Says a short sentence: on the event "toast" (HTMX fires it from the HX-Trigger header), until it is closed.
(() => {
  const region = document.getElementById("toasts");
  const words = document.getElementById("ui-words").dataset;
  const say = (text, tone = "good") => {
    if ([...region.querySelectorAll("span")].some((said) => said.textContent === text)) return;
    const toast = document.createElement("p");
    const sentence = document.createElement("span");
    const close = document.createElement("button");
    toast.className = "toast";
    toast.dataset.tone = tone;
    sentence.textContent = text;
    close.className = "button";
    close.type = "button";
    close.textContent = words.close;
    close.addEventListener("click", () => toast.remove());
    toast.append(sentence, close);
    region.append(toast);
    if (tone === "good") setTimeout(() => toast.remove(), 10000);
  };
  document.addEventListener("toast", (event) => say(event.detail.value ?? event.detail.words, event.detail.tone));
})();
