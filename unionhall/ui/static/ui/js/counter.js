// Says how many characters are left in a text with data-counter="500".
(() => {
  const words = document.getElementById("ui-words").dataset;
  const count = (text) => {
    const line = document.querySelector(`[data-counter-for="${CSS.escape(text.id)}"]`);
    if (!line) return;
    const left = Number(text.dataset.counter) - [...text.value].length;
    line.textContent = (left < 0 ? words.over : words.left).replace("{n}", Math.abs(left));
    line.toggleAttribute("data-over", left < 0);
  };
  document.addEventListener("input", (event) => { if (event.target.matches("[data-counter]")) count(event.target); });
  document.querySelectorAll("[data-counter]").forEach((text) => { if (text.value) count(text); });
})();
