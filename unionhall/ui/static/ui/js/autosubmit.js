// A form with data-autosubmit sends itself when a choice changes; typed text waits for Enter or the button.
(() => {
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-autosubmit]") && event.target.matches("select, [type=checkbox], [type=radio], [type=date]")) form.requestSubmit();
  });
  // Empty filters stay out of the address.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-autosubmit]")) return;
    for (const field of event.target.elements) if (field.name && field.value === "") field.disabled = true;
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("[data-autosubmit] :disabled").forEach((field) => { field.disabled = false; }));
})();
