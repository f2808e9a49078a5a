/* The map of one image, above its tree. */
function showMap(viewer) {
  const { runs, owners, size, findings } = viewer.data;
  const box = viewer.box.querySelector(".map");
  if (!box || !runs.length) return;
  const WIDE = 1000, HIGH = 28, LEAST = 64;
  const BAD = new Set(["leaked", "overlap"].map((name) => owners.indexOf(name)));
  const strip = box.querySelector(".strip");
  const whole = box.querySelector(".whole");
  const said = box.querySelector(".said");
  const known = runs[runs.length - 1][0] + runs[runs.length - 1][1];
  let from = 0, to = size, chosen = 0, here = null;

  const hex = (number) => "0x" + number.toString(16);
  const end = (i) => runs[i][0] + runs[i][1];
  const shape = (kind, x, y, width, height) => {
    const made = document.createElementNS(strip.namespaceURI, "rect");
    made.setAttribute("class", kind);
    for (const [name, value] of Object.entries({ x, y, width, height })) made.setAttribute(name, value.toFixed(2));
    return made;
  };
  /* The run that has a byte. */
  function find(offset) {
    let low = 0, high = runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (runs[middle][0] <= offset) low = middle; else high = middle - 1;
    }
    return low;
  }
  function about(i) {
    const [offset, length, owner, path, guest] = runs[i];
    const disk = guest === undefined ? "" : `, on the disk at ${hex(guest)}`;
    return `${hex(offset)} to ${hex(offset + length)}: ${owners[owner]}${disk}${path ? "; " + path : ""}`;
  }

  /* Runs that are narrower than a point are drawn as one, of what is bad or else longest. */
  function draw() {
    const scale = WIDE / (to - from);
    const shown = [];
    for (let i = find(from); i < runs.length && runs[i][0] < to;) {
      const start = Math.max(runs[i][0], from);
      let best = i, j = i;
      for (; j < runs.length && runs[j][0] < to && (j === i || (end(j) - start) * scale < 1); j++)
        if (BAD.has(runs[j][2]) > BAD.has(runs[best][2]) || (BAD.has(runs[j][2]) === BAD.has(runs[best][2]) && runs[j][1] > runs[best][1])) best = j;
      const stop = Math.min(end(j - 1), to);
      shown.push(shape("own own-" + owners[runs[best][2]], (start - from) * scale, 6, Math.max((stop - start) * scale, 0.6), HIGH - 8));
      i = j;
    }
    const inside = (offset, length) => offset < to && offset + length > from;
    for (const one of findings)
      if (one.offset !== null && inside(one.offset, 1)) shown.push(shape("finding", (one.offset - from) * scale - 2, 0, 4, 5));
    for (const [kind, place] of [["run", [runs[chosen][0], runs[chosen][1]]], ["here", here]])
      if (place && inside(...place)) {
        const x = Math.max((place[0] - from) * scale, 0);
        shown.push(shape(kind, x, kind === "here" ? HIGH - 3 : 5, Math.min(Math.max(place[1] * scale, 3), WIDE - x), kind === "here" ? 3 : HIGH - 6));
      }
    strip.replaceChildren(...shown);
    whole.replaceChildren(shape("window", from * WIDE / size, 0, Math.max((to - from) * WIDE / size, 2), 4));
    box.querySelector(".range").textContent = `${hex(from)} to ${hex(to)}`;
  }

  function view(start, length) {
    length = Math.min(Math.max(length, Math.min(LEAST, size)), size);
    from = Math.floor(Math.min(Math.max(start, 0), size - length));
    to = Math.ceil(from + length);
    draw();
  }
  const zoom = (factor, at) => view(at - (at - from) / factor, (to - from) / factor);
  const middle = () => {
    const [offset, length] = runs[chosen];
    return offset < to && offset + length > from ? (Math.max(offset, from) + Math.min(offset + length, to)) / 2 : (from + to) / 2;
  };
  function reach(offset, length) {
    if (offset < from || offset >= to) view(offset + length / 2 - (to - from) / 2, to - from); else draw();
  }
  function pick(i, opens) {
    chosen = Math.min(Math.max(i, 0), runs.length - 1);
    said.textContent = about(chosen);
    reach(runs[chosen][0], runs[chosen][1]);
    if (opens && runs[chosen][3]) viewer.open(runs[chosen][3]);
  }
  const pointed = (event) => {
    const place = strip.getBoundingClientRect();
    return from + (event.clientX - place.left) / place.width * (to - from);
  };

  strip.addEventListener("click", (event) => { const at = pointed(event); if (at < known) pick(find(at), true); });
  strip.addEventListener("dblclick", (event) => zoom(8, pointed(event)));
  strip.addEventListener("pointermove", (event) => { const at = pointed(event); if (at < known) said.textContent = about(find(at)); });
  strip.addEventListener("pointerleave", () => { said.textContent = about(chosen); });
  strip.addEventListener("wheel", (event) => {
    event.preventDefault();
    if (event.deltaX) view(from + (to - from) * event.deltaX / 1000, to - from); else zoom(event.deltaY < 0 ? 1.5 : 1 / 1.5, pointed(event));
  }, { passive: false });
  strip.addEventListener("keydown", (event) => {
    const wide = to - from;
    const moves = {
      ArrowRight: () => pick(chosen + 1, false), ArrowLeft: () => pick(chosen - 1, false),
      PageDown: () => view(from + wide, wide), PageUp: () => view(from - wide, wide),
      Home: () => pick(0, false), End: () => pick(runs.length - 1, false),
      "+": () => zoom(2, middle()), "=": () => zoom(2, middle()), "-": () => zoom(0.5, middle()), 0: () => view(0, size),
      Enter: () => pick(chosen, true),
    };
    if (!(event.key in moves) || event.ctrlKey || event.metaKey || event.altKey) return;
    moves[event.key]();
    event.preventDefault();
  });
  const press = (name, does) => box.querySelector(name).addEventListener("click", does);
  press(".in", () => zoom(2, middle()));
  press(".out", () => zoom(0.5, middle()));
  press(".all", () => view(0, size));

  /* From a place on the disk or in the file to what is there. */
  const form = box.querySelector(".goto");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const result = form.querySelector("output");
    const text = form.elements.place.value.trim();
    const place = /^(0x[0-9a-f]+|[0-9]+)$/i.test(text) ? Number(text) : -1;
    const ofDisk = form.elements.of.value === "guest";
    if (place < 0) { result.textContent = "A place is a number, such as 65536 or 0x10000."; return; }
    const has = ([offset, length, , , guest, span]) => ofDisk
      ? guest !== undefined && place >= guest && place < guest + span
      : place >= offset && place < offset + length;
    const i = runs.findIndex(has);
    if (i < 0) { result.textContent = ofDisk ? `Byte ${hex(place)} of the disk has no place of its own in this file.` : "The file ends before."; return; }
    const [offset, length, owner, , guest] = runs[i];
    const packed = owners[owner] === "compressed";
    const other = ofDisk ? (packed ? offset : offset + place - guest) : guest === undefined ? -1 : guest + place - offset;
    result.textContent = ofDisk && packed ? `Byte ${hex(place)} of the disk is in the compressed data from ${hex(offset)} to ${hex(offset + length)} of the file.`
      : ofDisk ? `Byte ${hex(place)} of the disk is byte ${hex(other)} of the file.`
      : other >= 0 && owners[owner] === "data" ? `Byte ${hex(place)} of the file is byte ${hex(other)} of the disk.`
        : `Byte ${hex(place)} of the file is of: ${owners[owner]}.`;
    pick(i, true);
    here = [ofDisk ? other : place, 1];
    draw();
  });

  viewer.chosen = (node) => {
    if (node.kind === "computed" || node.broken || node.offset >= size) return;
    here = [node.offset, Math.max(node.length, 1)];
    reach(...here);
  };
  view(0, size);
  said.textContent = about(0);
}

/* Of two images, what is chosen in one is shown in the other. */
{
  const found = [...document.querySelectorAll("script.view")].map((one) => JSON.parse(one.textContent));
  const viewers = [...document.querySelectorAll(".image")].map((box, i) => showImage(box, found[i]));
  viewers.forEach(showMap);
  const wanted = decodeURIComponent(location.hash.slice(1));
  for (const one of viewers) if (wanted) one.open(wanted);
  let follows = viewers.length > 1;
  for (const one of viewers)
    one.followed = (node) => {
      if (!follows) return;
      follows = false;
      for (const other of viewers) if (other !== one) other.open(node.path);
      follows = true;
    };
}
