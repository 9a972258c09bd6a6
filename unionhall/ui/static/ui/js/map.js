// A map on a page: <div data-map='{…}'>, written by `ui/maps.py`. The library is fetched only here.
// Without WebGL, or when the library does not come, the words in [data-map-fallback] stay and the list beside the map serves.
const box = document.querySelector("[data-map]");
const told = JSON.parse(box.dataset.map);
const words = JSON.parse(box.dataset.words);
const canvasBox = box.querySelector("[data-map-canvas]");
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const here = (address) => (/^\//.test(address) ? location.origin + address : address);

const able = () => {
  const probe = document.createElement("canvas");
  try { return Boolean(probe.getContext("webgl2") || probe.getContext("webgl")); } catch { return false; }
};

const colours = () => {
  const style = getComputedStyle(box);
  const of = (name) => style.getPropertyValue(`--map-${name}`).trim();
  const names = [
    "land", "road", "road-wide", "boundary", "boundary-words", "halo", "words", "open", "on-open", "closed", "doubt", "cluster", "on-cluster", "chosen",
    "accent", "green", "amber", "blue", "violet", "grey",
  ];
  return Object.fromEntries(names.map((name) => [name, of(name)]));
};

const font = (style) => {
  const labelled = style?.layers?.find((layer) => layer.layout?.["text-font"]);
  return labelled && style.glyphs ? labelled.layout["text-font"] : ["sans-serif"];
};

// --- What is drawn ---------------------------------------------------------------------------------------------------

const ground = (c, fonts) => [
  { id: "uh-road", type: "line", source: "uh-ground", "source-layer": "road", minzoom: 9,
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": c.road, "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.4, 12, 0.8, 14, 1.8, 16, 5, 18, 12] } },
  { id: "uh-boundary", type: "line", source: "uh-ground", "source-layer": "boundary",
    layout: { "line-join": "round" },
    paint: { "line-color": c.boundary, "line-dasharray": [3, 2],
      "line-width": ["match", ["get", "level"], 2, 2.4, 3, 1.8, 4, 1.2, 0.8] } },
  { id: "uh-boundary-name", type: "symbol", source: "uh-ground", "source-layer": "boundary_name",
    layout: { "text-field": ["get", "name"], "text-font": fonts, "text-size": 12, "text-padding": 12 },
    paint: { "text-color": c["boundary-words"], "text-halo-color": c.halo, "text-halo-width": 1.4 } },
];

const counted = () => ["case", ["<", ["get", "count"], 10000], ["to-string", ["get", "count"]],
  ["concat", ["to-string", ["/", ["round", ["/", ["get", "count"], told.many[0] / 10]], 10]], told.many[1]]];
const marks = () => ["match", ["get", "kind"], ...told.kinds.flatMap((kind) => [kind.code, kind.mark]), ""];

const points = (c, fonts) => [
  { id: "uh-cluster", type: "circle", source: "uh-points", "source-layer": "points", filter: ["has", "count"],
    paint: { "circle-color": c.cluster, "circle-opacity": 0.92, "circle-stroke-color": c.halo, "circle-stroke-width": 2,
      "circle-radius": ["step", ["get", "count"], 13, 10, 15, 100, 18, 1000, 22, 10000, 26] } },
  { id: "uh-cluster-count", type: "symbol", source: "uh-points", "source-layer": "points", filter: ["has", "count"],
    layout: { "text-field": counted(), "text-font": fonts, "text-size": 13, "text-allow-overlap": true, "text-ignore-placement": true },
    paint: { "text-color": c["on-cluster"] } },
  { id: "uh-point", type: "circle", source: "uh-points", "source-layer": "points", filter: ["!", ["has", "count"]],
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 6, 13, 8, 16, 12],
      "circle-color": ["match", ["get", "state"], "open", c.open, c.halo],
      "circle-stroke-color": ["match", ["get", "state"], "open", c.halo, "closed", c.closed, c.doubt],
      "circle-stroke-width": ["match", ["get", "state"], "open", 1.5, 2.5] } },
  { id: "uh-point-name", type: "symbol", source: "uh-points", "source-layer": "points", filter: ["!", ["has", "count"]], minzoom: 14.5,
    layout: { "text-field": ["get", "name"], "text-font": fonts, "text-size": 12, "text-anchor": "top", "text-offset": [0, 1.1], "text-max-width": 9, "text-optional": true },
    paint: { "text-color": c.words, "text-halo-color": c.halo, "text-halo-width": 1.4 } },
  { id: "uh-point-mark", type: "symbol", source: "uh-points", "source-layer": "points", filter: ["!", ["has", "count"]], minzoom: 12,
    layout: { "text-field": ["match", ["get", "state"], "doubt", "?", marks()], "text-font": fonts, "text-allow-overlap": true, "text-padding": 6,
      "text-size": ["interpolate", ["linear"], ["zoom"], 12, 9, 16, 13] },
    paint: { "text-color": ["match", ["get", "state"], "open", c["on-open"], "closed", c.closed, c.doubt] } },
];

const tiles = (address, most) => ({ type: "vector", tiles: [here(address)], minzoom: 0, maxzoom: most });
const collection = (features) => ({ type: "FeatureCollection", features });

// --- Layers that are switched on -------------------------------------------------------------------------------------

const scaled = (part, share) => ["*", share, ["coalesce", ["get", "size"], part.size]];
const drawings = (id, part, c, fonts) => {
  const of = (tone) => c[tone] || c.blue;
  const colour = part.by ? ["match", ["to-string", ["get", part.by]], ...part.tones.flatMap(([value, tone]) => [String(value), of(tone)]), of(part.tone)] : of(part.tone);
  const kinds = {
    area: [
      { type: "fill", paint: { "fill-color": colour, "fill-opacity": 0.22 } },
      { type: "line", paint: { "line-color": colour, "line-width": 1.2, "line-opacity": 0.8 } },
    ],
    line: [{ type: "line", layout: { "line-cap": "round" }, paint: { "line-color": colour, "line-width": 2.5 } }],
    point: [{ type: "circle", paint: { "circle-color": colour, "circle-stroke-color": c.halo,
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, scaled(part, 0.25), 11, scaled(part, 0.45), 14, scaled(part, 1)],
      "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 9, 0, 13, 1.5] } }],
    heat: [{ type: "heatmap", paint: { "heatmap-weight": ["coalesce", ["get", "weight"], 1], "heatmap-radius": ["interpolate", ["linear"], ["zoom"], 8, 8, 15, 40], "heatmap-opacity": 0.65,
      "heatmap-color": ["interpolate", ["linear"], ["heatmap-density"], 0, "rgba(0,0,0,0)", 0.3, c.blue, 0.7, c.amber, 1, c.accent] } }],
  };
  const found = kinds[part.draw].map((layer, n) => ({ id: `${id}-${n}`, source: id, ...layer }));
  if (part.label) {
    found.push({ id: `${id}-label`, type: "symbol", source: id,
      layout: { "text-field": ["to-string", ["get", part.label]], "text-font": fonts, "text-size": 12, "text-offset": [0, 1.1], "text-anchor": "top" },
      paint: { "text-color": c.words, "text-halo-color": c.halo, "text-halo-width": 1.4 } });
  }
  return found;
};

const swatch = (tone, draw, text) => {
  const line = document.createElement("li");
  const sign = document.createElement("span");
  sign.className = "map-swatch";
  sign.dataset.tone = tone;
  sign.dataset.draw = draw;
  line.append(sign, document.createTextNode(text));
  return line;
};

const legend = (overlay) => {
  const place = document.querySelector("[data-map-legend]");
  if (!place) return null;
  const section = document.createElement("section");
  const title = document.createElement("h3");
  title.textContent = overlay.title;
  const list = document.createElement("ul");
  for (const part of overlay.parts) {
    if (part.words) list.append(swatch(part.tone, part.draw, part.words));
    for (const [, tone, text] of part.tones) list.append(swatch(tone, part.draw, text));
  }
  section.append(title, list);
  if (overlay.note) {
    const note = document.createElement("p");
    note.className = "quiet small";
    note.textContent = overlay.note;
    section.append(note);
  }
  place.append(section);
  return section;
};

// --- The map ---------------------------------------------------------------------------------------------------------

const main = async () => {
  if (!able()) { box.dataset.state = "unable"; return; }
  const library = await import(told.library);
  library.setWorkerUrl(here(told.worker));
  let c = colours();
  let fonts = ["sans-serif"];
  const sources = () => ({
    ...(told.ground ? { "uh-ground": tiles(told.ground, 14) } : {}),
    ...(told.points ? { "uh-points": tiles(told.points, 18) } : {}),
    "uh-here": { type: "geojson", data: collection(told.here ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: told.here } }] : []) },
    "uh-area": { type: "geojson", data: collection([]) },
    "uh-chosen": { type: "geojson", data: collection([]) },
  });
  const ours = () => [
    ...(told.ground ? ground(c, fonts).filter((layer) => !(told.tiles.length || told.style) || layer.id !== "uh-road") : []),
    { id: "uh-area-fill", type: "fill", source: "uh-area", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": c.chosen, "fill-opacity": 0.12 } },
    { id: "uh-area-line", type: "line", source: "uh-area", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": c.chosen, "line-width": 2 } },
    { id: "uh-area-corner", type: "circle", source: "uh-area", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": c.halo, "circle-radius": 5, "circle-stroke-color": c.chosen, "circle-stroke-width": 2 } },
    ...(told.points ? points(c, fonts) : []),
    { id: "uh-chosen", type: "circle", source: "uh-chosen", paint: { "circle-radius": 18, "circle-opacity": 0, "circle-stroke-color": c.chosen, "circle-stroke-width": 3 } },
    { id: "uh-here", type: "circle", source: "uh-here", paint: { "circle-radius": 7, "circle-color": c.blue, "circle-stroke-color": c.halo, "circle-stroke-width": 3 } },
  ];
  const plain = () => ({
    version: 8,
    sources: {
      ...Object.fromEntries(told.tiles.map((address, n) => [`base-${n}`, { type: "raster", tiles: [here(address)], tileSize: 256, maxzoom: 18 }])),
      ...sources(),
    },
    layers: [
      { id: "land", type: "background", paint: { "background-color": c.land } },
      ...told.tiles.map((_address, n) => ({ id: `base-${n}`, type: "raster", source: `base-${n}`, paint: { "raster-brightness-max": dark.matches ? 0.72 : 1, "raster-saturation": -0.2 } })),
      ...ours(),
    ],
  });
  const onto = (style) => { // our layers over a style of somebody else
    fonts = font(style);
    return { ...style, sources: { ...style.sources, ...sources() }, layers: [...style.layers, ...ours()] };
  };
  const theirs = told.style ? await fetch(here(told.style)).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null) : null;
  if (!theirs) told.style = "";
  const style = () => (theirs ? onto(theirs) : plain());
  const map = new library.Map({
    container: canvasBox,
    style: style(),
    ...(told.around ? { bounds: told.around, fitBoundsOptions: { padding: told.still ? 0 : 32, maxZoom: told.still ? 19 : 15.5 } } : { center: [105, 35], zoom: 3 }),
    maxZoom: 19,
    locale: words,
    attributionControl: false,
    cooperativeGestures: box.hasAttribute("data-map-in-page"),
    dragRotate: false,
    pitchWithRotate: false,
    rollEnabled: false,
    interactive: !told.still,
    fadeDuration: told.still ? 0 : 150,
    localIdeographFontFamily: getComputedStyle(box).getPropertyValue("--font") || "sans-serif",
    ...(told.still ? { pixelRatio: 2 } : {}),
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.touchZoomRotate?.disableRotation();
  if (told.attribution) map.addControl(new library.AttributionControl({ compact: false, customAttribution: told.attribution.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`) }));
  else map.addControl(new library.AttributionControl({ compact: false }));
  map.addControl(new library.ScaleControl({ unit: "metric", maxWidth: 120 }), "bottom-left");
  if (!told.still) map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");

  const overlays = new Map();
  const put = (address, overlay) => {
    const before = map.getLayer("uh-area-fill") ? "uh-area-fill" : undefined;
    overlay.parts.forEach((part, n) => {
      const id = `over-${overlay.key}-${n}`;
      if (map.getSource(id)) return;
      map.addSource(id, { type: "geojson", data: part.features });
      drawings(id, part, c, fonts).forEach((layer) => map.addLayer(layer, before));
    });
  };
  const show = async (address) => {
    if (overlays.has(address)) return;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const overlay = { ...(await answer.json()), key: overlays.size };
    overlays.set(address, overlay);
    put(address, overlay);
    overlay.section = legend(overlay);
  };
  const hide = (address) => {
    const overlay = overlays.get(address);
    if (!overlay) return;
    overlays.delete(address);
    overlay.section?.remove();
    map.getStyle().layers.filter((layer) => layer.source?.startsWith(`over-${overlay.key}-`)).forEach((layer) => map.removeLayer(layer.id));
    overlay.parts.forEach((_part, n) => { if (map.getSource(`over-${overlay.key}-${n}`)) map.removeSource(`over-${overlay.key}-${n}`); });
  };
  const part = { ground: ["uh-road"], boundaries: ["uh-boundary", "uh-boundary-name"], points: ["uh-cluster", "uh-cluster-count", "uh-point", "uh-point-mark", "uh-point-name"] };
  const turn = (name, on) => part[name].filter((id) => map.getLayer(id)).forEach((id) => map.setLayoutProperty(id, "visibility", on ? "visible" : "none"));

  const area = (points, closed = true) => {
    const ring = points.length > 2 && closed ? [...points, points[0]] : points;
    const shape = points.length > 2 && closed
      ? { type: "Polygon", coordinates: [ring] }
      : { type: "LineString", coordinates: ring };
    map.getSource("uh-area")?.setData(collection([
      ...(points.length > 1 ? [{ type: "Feature", properties: {}, geometry: shape }] : []),
      ...(told.still ? [] : points.map((point) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: point } }))),
    ]));
  };
  const choose = (coordinates) => map.getSource("uh-chosen")?.setData(collection(coordinates ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates } }] : []));

  // Tapping: the nearest point within a thumb's reach; a cluster opens, or at the closest zoom says what it holds.
  let drawing = false;
  const nearest = (spot) => {
    const found = map.queryRenderedFeatures([[spot.x - 22, spot.y - 22], [spot.x + 22, spot.y + 22]], { layers: ["uh-point", "uh-cluster"].filter((id) => map.getLayer(id)) });
    const far = (feature) => { const at = map.project(feature.geometry.coordinates); return Math.hypot(at.x - spot.x, at.y - spot.y); };
    return found.sort((one, other) => far(one) - far(other))[0];
  };
  const card = (code, coordinates) => {
    choose(coordinates);
    const beside = document.getElementById(told.beside);
    if (!beside || !told.card) return;
    const address = new URL(told.card.replace("CODE", encodeURIComponent(code)), location.origin);
    window.htmx.ajax("GET", address.pathname + address.search, { target: beside, swap: "innerHTML" }).then(() => {
      beside.hidden = false;
      beside.focus({ preventScroll: true });
      beside.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    });
  };
  if (!told.still) {
    map.on("click", (event) => {
      if (drawing) return;
      const feature = nearest(event.point);
      if (!feature) return;
      if (feature.properties.code) card(feature.properties.code, feature.geometry.coordinates);
      else map.easeTo({ center: feature.geometry.coordinates, zoom: Math.min(map.getZoom() + 2, 18), duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
    });
    map.on("mousemove", (event) => { map.getCanvas().style.cursor = drawing ? "crosshair" : nearest(event.point) ? "pointer" : ""; });
  }

  const redraw = () => {
    c = colours();
    map.setStyle(style(), { diff: false });
    map.once("styledata", () => { for (const [address, overlay] of overlays) put(address, overlay); box.dispatchEvent(new CustomEvent("map:redrawn")); });
  };
  dark.addEventListener("change", redraw);

  map.once("load", async () => {
    box.dataset.state = "drawn";
    if (told.area.length) area(told.area);
    for (const address of told.layers) {
      try { await show(address); } catch { document.dispatchEvent(new CustomEvent("toast", { detail: { words: document.getElementById("ui-words").dataset.failed } })); }
    }
    box.map = { map, show, hide, turn, area, choose, card, draw: (on) => { drawing = on; map.getCanvas().style.cursor = on ? "crosshair" : ""; } };
    box.dispatchEvent(new CustomEvent("map:ready", { bubbles: true }));
    map.once("idle", () => {
      box.dataset.state = "whole";
      if (told.still) picture(map);
    });
  });
  map.on("error", (event) => { if (event.error?.message && !/AbortError/.test(event.error.name)) box.dataset.trouble = event.error.message; });
};

// On paper the drawing is a picture: a canvas is not printed by every browser. A CSS millimetre is one on paper, so the scale is known.
const picture = (map) => {
  const across = map.getContainer().clientWidth;
  const middle = map.getContainer().clientHeight / 2;
  const metres = map.unproject([0, middle]).distanceTo(map.unproject([across, middle]));
  const scale = metres / (across * 0.0254 / 96);
  const step = 10 ** (Math.floor(Math.log10(scale)) - 1);
  document.querySelectorAll("[data-map-scale]").forEach((place) => {
    place.textContent = place.dataset.words.replace("{n}", (Math.round(scale / step) * step).toLocaleString("en").replaceAll(",", " "));
  });
  const image = document.createElement("img");
  image.alt = canvasBox.getAttribute("aria-label") || "";
  image.className = "map-picture";
  image.src = map.getCanvas().toDataURL("image/png");
  image.decode().then(() => {
    map.getCanvas().replaceWith(image);
    box.dataset.state = "picture";
    document.querySelectorAll("[data-print]").forEach((button) => { button.disabled = false; });
  });
};

box.dataset.state = "waiting";
main().catch((error) => { box.dataset.state = "failed"; box.dataset.trouble = String(error?.message || error); });
