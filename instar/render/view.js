"use strict";
const viewer = (() => {
  const data = JSON.parse(document.getElementById("view").textContent);
  const { nodes, topics, findings } = data;
  const api = { data, chosen: () => {} };
  const paths = new Map(nodes.map((node, i) => [node.path, i]));
  const wrong = new Map();
  for (const one of findings)
    if (one.node !== null) wrong.set(one.node, [...(wrong.get(one.node) || []), one.text]);
  const tree = document.querySelector(".tree");
  const hex = document.querySelector(".hex");
  const about = document.querySelector(".about dl");
  const rows = new Map();
  const open = new Set();
  let chosen = 0;

  const make = (tag, kind, text) => {
    const made = document.createElement(tag);
    if (kind) made.className = kind;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const end = (i) => {
    let j = i + 1;
    while (j < nodes.length && nodes[j].depth > nodes[i].depth) j++;
    return j;
  };
  /* Whether something in it is wrong. */
  const hides = (i) => [...wrong.keys()].some((j) => j > i && j < end(i));
  const opens = (i) => i + 1 < nodes.length && nodes[i + 1].depth > nodes[i].depth;
  const parent = (i) => {
    for (let j = i - 1; j >= 0; j--) if (nodes[j].depth < nodes[i].depth) return j;
    return -1;
  };

  function row(i) {
    const node = nodes[i];
    const made = make("div", node.broken ? "row broken" : "row");
    made.setAttribute("role", "treeitem");
    made.setAttribute("aria-level", String(node.depth + 1));
    if (opens(i)) made.setAttribute("aria-expanded", String(open.has(i)));
    made.style.setProperty("margin-left", `${node.depth * 1.2}em`);
    made.append(
      make("span", "twist", opens(i) ? (open.has(i) ? "−" : "+") : ""),
      make("span", "name", node.name),
      make("span", node.kind === "object" ? "value type" : "value", node.meaning),
    );
    if (wrong.has(i)) made.append(make("span", "wrong", "⚠ " + wrong.get(i).join("; ")));
    else if (!open.has(i) && hides(i)) made.append(make("span", "wrong", "⚠"));
    made.addEventListener("click", () => { if (opens(i) && chosen === i) toggle(i); choose(i, true); });
    rows.set(i, made);
    return made;
  }

  function draw() {
    const top = tree.scrollTop;
    rows.clear();
    const shown = [];
    for (let i = 0; i < nodes.length;) {
      shown.push(row(i));
      i = open.has(i) ? i + 1 : end(i);
    }
    tree.replaceChildren(...shown);
    tree.scrollTop = top;
  }

  function toggle(i) {
    if (!open.delete(i)) open.add(i);
    draw();
  }

  function reveal(i) {
    let changed = false;
    for (let j = parent(i); j >= 0; j = parent(j)) if (!open.has(j)) { open.add(j); changed = true; }
    if (changed) draw();
  }

  function choose(i, scroll) {
    chosen = i;
    reveal(i);
    for (const [j, one] of rows) one.setAttribute("aria-selected", String(j === i));
    if (rows.has(i)) rows.get(i).scrollIntoView({ block: "nearest" });
    const node = nodes[i];
    let first = null;
    for (const byte of hex.querySelectorAll(".byte")) {
      const at = Number(byte.dataset.at);
      const inside = node.kind !== "computed" && at >= node.offset && at < node.offset + node.length;
      byte.classList.toggle("marked", inside);
      if (inside && !first) first = byte;
    }
    if (first && scroll) first.scrollIntoView({ block: "nearest" });
    explain(node);
    api.chosen(node);
  }

  /* The node of a path, or the nearest above it that is in the page. */
  api.open = (path) => {
    while (path && !paths.has(path)) path = path.replace(/(\.?[a-z][a-z0-9_]*|\[[0-9]+\])$/, "");
    if (path) choose(paths.get(path), true);
  };

  function explain(node) {
    const topic = topics[node.topic] || {};
    const place = node.kind === "computed" ? "" : `${node.offset} (0x${node.offset.toString(16)}), ${node.length} bytes`;
    const pairs = [
      ["path", node.path], ["at", place], ["value", node.meaning], ["type", node.type],
      ["wrong", (wrong.get(chosen) || []).join("\n")], ["meaning", topic.meaning], ["must be", topic.rules], ["in practice", topic.practice], ["source", topic.source],
    ];
    about.replaceChildren(...pairs.filter(([, text]) => text).flatMap(([label, text]) => [make("dt", "", label), make("dd", "", text)]));
  }

  function bytes() {
    const found = new Map();
    nodes.forEach((node, i) => {
      if (!node.data || node.kind === "computed") return;
      for (let k = 0; k < node.data.length / 2; k++) {
        const at = node.offset + k;
        if (!found.has(at) || nodes[found.get(at)[1]].depth <= node.depth) found.set(at, [node.data.slice(2 * k, 2 * k + 2), i]);
      }
    });
    return found;
  }

  function drawHex() {
    const found = bytes();
    const lines = [...new Set([...found.keys()].map((at) => at - (at % 16)))].sort((a, b) => a - b);
    let last = 0;
    const shown = [];
    const owners = new Map();
    for (const start of lines) {
      if (start > last) shown.push(make("div", "gap", `… ${start - last} bytes that are not shown`));
      const line = make("div", "line");
      line.append(make("span", "place", start.toString(16).padStart(10, "0") + "  "));
      let text = "";
      for (let at = start; at < start + 16; at++) {
        const one = found.get(at);
        const code = one ? parseInt(one[0], 16) : 0;
        text += !one ? " " : code > 31 && code < 127 ? String.fromCharCode(code) : ".";
        if (!one) { line.append("   "); continue; }
        if (!owners.has(one[1])) owners.set(one[1], owners.size);
        const byte = make("span", owners.get(one[1]) % 2 ? "byte even" : "byte", one[0]);
        if (wrong.has(one[1])) byte.classList.add("bad");
        byte.dataset.at = String(at);
        byte.title = [nodes[one[1]].path, ...(wrong.get(one[1]) || [])].join("\n");
        byte.addEventListener("click", () => choose(one[1], false));
        line.append(byte, " ");
      }
      line.append(" " + text);
      shown.push(line);
      last = start + 16;
    }
    hex.replaceChildren(...shown);
  }

  tree.addEventListener("keydown", (event) => {
    const order = [...rows.keys()];
    const at = order.indexOf(chosen);
    const moves = { ArrowDown: order[at + 1], ArrowUp: order[at - 1], Home: order[0], End: order[order.length - 1] };
    if (event.key === "ArrowRight" && opens(chosen)) {
      if (open.has(chosen)) choose(chosen + 1, true); else { toggle(chosen); choose(chosen, true); }
    } else if (event.key === "ArrowLeft") {
      if (open.has(chosen)) { toggle(chosen); choose(chosen, true); } else if (parent(chosen) >= 0) choose(parent(chosen), true);
    } else if (event.key in moves) {
      if (moves[event.key] !== undefined) choose(moves[event.key], true);
    } else return;
    event.preventDefault();
  });

  for (const one of document.querySelectorAll(".findings button")) {
    one.textContent = findings[Number(one.dataset.finding)].text;
    one.addEventListener("click", () => {
      const { node, offset } = findings[Number(one.dataset.finding)];
      if (node !== null) choose(node, true);
      if (offset !== null) api.chosen({ kind: "finding", offset, length: 1 });
    });
  }

  open.add(0);
  draw();
  drawHex();
  const wanted = nodes.findIndex((node) => "#" + node.path === decodeURIComponent(location.hash));
  choose(wanted < 0 ? 0 : wanted, true);
  return api;
})();
