// Lists what was chosen beside a file field, from the shelf and from the camera, so that nobody wonders.
(() => {
  document.addEventListener("change", (event) => {
    const list = event.target.type === "file" && event.target.closest(".files")?.querySelector("[data-files-chosen]");
    if (!list) return;
    const files = [...event.target.closest(".files").querySelectorAll("[type=file]")].flatMap((field) => [...field.files]);
    list.replaceChildren(...files.map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name} · ${(file.size / 1048576).toFixed(1)} MB`;
      return line;
    }));
  });
})();
