// The officer's map: filters without a new page, layers, an area drawn by clicks or by keys, a plan for paper.
const desk = document.querySelector("[data-map-desk]");
const box = document.querySelector("[data-map]");
const inside = document.getElementById("map-inside");
const filter = desk.querySelector("[data-map-filter]");
const plan = desk.querySelector("[data-map-plan]");
const tells = desk.querySelector("[data-map-tells]");
const division = desk.querySelector("[data-map-division]");

const asked = () => new URLSearchParams([...new FormData(filter)].filter(([, value]) => value));

box.addEventListener("map:ready", () => {
  const { map, show, hide, turn, area, draw, choose } = box.map;
  const told = JSON.parse(box.dataset.map);
  let corners = told.area.map((point) => [...point]);
  let open = false;
  let closed = corners.length > 2;

  desk.querySelectorAll("[data-map-layers], [data-map-drawing]").forEach((part) => { part.hidden = false; });
  desk.querySelectorAll("[data-without-script]").forEach((part) => { part.hidden = true; });

  // Filters: the tiles are asked for anew, the page stays where it is.
  const fetchInside = (address) => window.htmx.ajax("GET", address, { target: inside, swap: "innerHTML" });
  const areaAsked = () => {
    const said = asked();
    if (closed && corners.length > 2) said.set("drawn", corners.map((point) => point.map((n) => n.toFixed(6)).join(",")).join(";"));
    else if (division.elements.division.value) said.set("division", division.elements.division.value);
    return said;
  };
  filter.addEventListener("change", () => {
    const said = asked();
    map.getSource("uh-points").setTiles([`${location.origin}/places/tiles/{z}/{x}/{y}.mvt?${said}`]);
    history.replaceState(null, "", `${location.pathname}?${said}`);
    if (inside.querySelector("section")) fetchInside(`${desk.dataset.inside}?${areaAsked()}`);
  });
  filter.addEventListener("submit", (event) => event.preventDefault());

  // Layers.
  desk.querySelectorAll("[data-map-turn]").forEach((input) => input.addEventListener("change", () => turn(input.dataset.mapTurn, input.checked)));
  desk.querySelectorAll("[data-map-layer]").forEach((input) => input.addEventListener("change", async () => {
    if (!input.checked) { hide(input.dataset.mapLayer); return; }
    try { await show(input.dataset.mapLayer); } catch {
      input.checked = false;
      document.dispatchEvent(new CustomEvent("toast", { detail: { words: document.getElementById("ui-words").dataset.failed } }));
    }
  }));
  box.addEventListener("map:redrawn", () => {
    desk.querySelectorAll("[data-map-turn]").forEach((input) => turn(input.dataset.mapTurn, input.checked));
    area(corners, closed);
  });

  // Drawing.
  const begin = desk.querySelector("[data-map-draw]");
  const undo = desk.querySelector("[data-map-undo]");
  const clear = desk.querySelector("[data-map-clear]");
  const tell = (text) => { tells.textContent = text; };
  const paint = () => {
    area(corners, closed);
    begin.setAttribute("aria-pressed", String(open));
    undo.hidden = !open || !corners.length;
    clear.hidden = !corners.length;
    if (open) tell(`${tells.dataset.click} ${corners.length ? tells.dataset.corners.replace("{n}", corners.length) : ""}`);
    else if (!corners.length) tell("");
  };
  const stop = () => { open = false; draw(false); map.doubleClickZoom.enable(); };
  const finish = () => {
    if (corners.length < 3) { tell(tells.dataset.few); return; }
    closed = true;
    stop();
    paint();
    tell(tells.dataset.corners.replace("{n}", corners.length));
    fetchInside(`${desk.dataset.inside}?${areaAsked()}`).then(() => inside.focus({ preventScroll: true }));
  };
  const add = (point) => {
    if (corners.length >= 200) { tell(tells.dataset.many); return; }
    corners.push([point.lng, point.lat]);
    paint();
  };
  const wipe = () => { corners = []; closed = false; stop(); paint(); inside.replaceChildren(); choose(null); };
  begin.addEventListener("click", () => {
    if (open) { finish(); return; }
    wipe();
    open = true;
    draw(true);
    map.doubleClickZoom.disable();
    paint();
    map.getCanvas().focus();
  });
  undo.addEventListener("click", () => { corners.pop(); paint(); map.getCanvas().focus(); });
  clear.addEventListener("click", wipe);
  map.on("click", (event) => {
    if (!open) return;
    const first = corners.length > 2 && map.project(corners[0]);
    if (first && Math.hypot(first.x - event.point.x, first.y - event.point.y) < 12) finish();
    else if (event.originalEvent.detail < 2) add(event.lngLat);
  });
  map.on("dblclick", (event) => { if (open) { event.preventDefault(); finish(); } });
  map.getCanvas().addEventListener("keydown", (event) => {
    if (!open) return;
    if (event.key === "Enter") { event.preventDefault(); finish(); }
    else if (event.key === "c" || event.key === "C") add(map.getCenter());
    else if (event.key === "Backspace") { event.preventDefault(); corners.pop(); paint(); }
    else if (event.key === "Escape") wipe();
  });
  paint();

  // A plan shows what is seen now.
  plan.addEventListener("click", () => {
    const said = areaAsked();
    const seen = map.getBounds();
    said.set("bounds", [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()].map((n) => n.toFixed(6)).join(","));
    desk.querySelectorAll("[data-map-layer]:checked").forEach((input) => said.append("layer", input.dataset.mapLayer));
    if (!desk.querySelector("[data-map-turn='points']").checked) said.set("points", "0");
    plan.href = `${plan.getAttribute("href").split("?")[0]}?${said}`;
  });
});
