// The worker's map: one's position only when asked for. The browser gives WGS-84; the server lays it right on the base map.
(() => {
  const button = document.querySelector("[data-locate]");
  const tells = document.querySelector("[data-locate-tells]");
  if (!navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    tells.textContent = button.dataset.wait;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const address = new URL(location.href);
        address.searchParams.set("near", `${coords.longitude.toFixed(4)},${coords.latitude.toFixed(4)}`);
        location.assign(address);
      },
      () => { tells.textContent = button.dataset.failed; },
      { maximumAge: 60000, timeout: 15000 },
    );
  });
})();
