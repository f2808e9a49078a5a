"use strict";
const PAGE = 100; /* elements of a list that are drawn at a time */
const narrow = matchMedia("(max-width: 40rem)");
const topics = JSON.parse(document.getElementById("topics").textContent);

/* The tree and the bytes of one image, in its part of the page. */
function showImage(box, data) {
  const { nodes, findings } = data;
  const api = { box, data, chosen: () => {}, followed: () => {} };
  const paths = new Map(nodes.map((node, i) => [node.path, i]));
  const wrong = new Map();
  for (const one of findings)
    if (one.node !== null) wrong.set(one.node, [...(wrong.get(one.node) || []), one.text]);
  const tree = box.querySelector(".tree");
  const hex = box.querySelector(".hex");
  const about = box.querySelector(".about dl");
  const rows = new Map();
  const open = new Set();
  const drawn = new Map(); /* of each list, how many of its elements, where more than a page */
  let order = []; /* what the tree shows: nodes, and -1 - list where a list goes on */
  let chosen = 0;

  const make = (tag, kind, text) => {
    const made = document.createElement(tag);
    if (kind) made.className = kind;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  /* Scrolls a part of the page, and not the page. */
  const show = (pane, one) => {
    const outer = pane.getBoundingClientRect(), inner = one.getBoundingClientRect();
    if (inner.top < outer.top) pane.scrollTop -= outer.top - inner.top;
    else if (inner.bottom > outer.bottom) pane.scrollTop += inner.bottom - outer.bottom;
  };
  /* Of each node: what it is in, its number there, and the next that is not in it. */
  const parents = [], ordinals = [], ends = [], children = [];
  const above = [];
  nodes.forEach((node, i) => {
    while (above.length && nodes[above[above.length - 1]].depth >= node.depth) ends[above.pop()] = i;
    const up = above.length ? above[above.length - 1] : -1;
    parents.push(up);
    children.push(0);
    ordinals.push(up < 0 ? 0 : children[up]++);
    above.push(i);
  });
  for (const i of above) ends[i] = nodes.length;
  /* Rows of elements by the list that they are in. */
  const alike = new Map();
  nodes.forEach((node, i) => {
    const found = node.alike && node.path.match(/^(.*)\[([0-9]+)\]$/);
    if (found) alike.set(found[1], [...(alike.get(found[1]) || []), [Number(found[2]), i]]);
  });
  const hiding = new Set();
  for (let i of wrong.keys()) while ((i = parents[i]) >= 0) hiding.add(i);
  const limit = (i) => drawn.get(i) || PAGE;
  const opens = (i) => children[i] > 0;
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
    else if (!open.has(i) && hiding.has(i)) made.append(make("span", "wrong", "⚠"));
    made.addEventListener("click", () => { if (opens(i) && chosen === i) toggle(i); choose(i, true); });
    rows.set(i, made);
    return made;
  }

  /* In place of the elements of a list that are not drawn yet. */
  function rest(i) {
    const made = make("div", "row rest", `show ${Math.min(PAGE, children[i] - limit(i))} more of ${children[i]}`);
    made.setAttribute("role", "treeitem");
    made.setAttribute("aria-level", String(nodes[i].depth + 2));
    made.style.setProperty("margin-left", `${(nodes[i].depth + 1) * 1.2}em`);
    made.addEventListener("click", () => { grow(i); choose(chosen, false); });
    return made;
  }
  function grow(i) {
    drawn.set(i, limit(i) + PAGE);
    draw();
  }

  function draw() {
    const top = tree.scrollTop;
    rows.clear();
    order = [];
    for (let i = 0; i < nodes.length;) {
      const up = parents[i];
      if (up >= 0 && ordinals[i] >= limit(up)) {
        order.push(-1 - up);
        i = ends[up];
      } else {
        order.push(i);
        i = open.has(i) ? i + 1 : ends[i];
      }
    }
    tree.replaceChildren(...order.map((i) => (i < 0 ? rest(-1 - i) : row(i))));
    tree.scrollTop = top;
  }

  function toggle(i) {
    if (!open.delete(i)) open.add(i);
    draw();
  }

  function reveal(i) {
    let changed = false;
    for (let k = i, j = parents[i]; j >= 0; k = j, j = parents[j]) {
      if (!open.has(j)) { open.add(j); changed = true; }
      if (ordinals[k] >= limit(j)) { drawn.set(j, (Math.floor(ordinals[k] / PAGE) + 1) * PAGE); changed = true; }
    }
    if (changed) draw();
  }

  function choose(i, scroll) {
    chosen = i;
    reveal(i);
    for (const [j, one] of rows) one.setAttribute("aria-selected", String(j === i));
    if (rows.has(i)) show(tree, rows.get(i));
    const node = nodes[i];
    let first = null;
    for (const byte of hex.querySelectorAll(".byte")) {
      const at = Number(byte.dataset.at);
      const inside = node.kind !== "computed" && at >= node.offset && at < node.offset + node.length;
      byte.classList.toggle("marked", inside);
      if (inside && !first) first = byte;
    }
    if (first && scroll) show(hex, first);
    explain(node);
    api.chosen(node);
    api.followed(node);
  }

  /* The node of a path, or the nearest above it that is in the page. */
  api.open = (path) => {
    while (path) {
      const last = path.match(/^(.*)\[([0-9]+)\]$/);
      const row = last && (alike.get(last[1]) || []).find(([first, i]) => last[2] >= first && last[2] < first + nodes[i].alike);
      if (paths.has(path) || row) { choose(paths.has(path) ? paths.get(path) : row[1], true); return true; }
      path = path.replace(/(\.?[a-z][a-z0-9_]*|\[[0-9]+\])$/, "");
    }
    return false;
  };

  function explain(node) {
    const topic = topics[node.topic] || {};
    const place = node.kind === "computed" ? "" : `${node.offset} (0x${node.offset.toString(16)}), ${node.length} bytes`;
    const pairs = [
      ["path", node.path], ["at", place], ["value", node.meaning], ["type", node.type],
      ["more", node.more ? "The list has more elements than this page." : ""],
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

  function gap(from, to) {
    const row = nodes.find((node) => node.alike && node.offset < from && node.offset + node.length * node.alike >= to);
    return `… ${to - from} bytes ` + (row ? `more of ${row.path.replace(/\[[0-9]+\]$/, row.name)}` : "that are not shown");
  }

  function drawHex() {
    const found = bytes();
    const wide = narrow.matches ? 8 : 16;
    const lines = [...new Set([...found.keys()].map((at) => at - (at % wide)))].sort((a, b) => a - b);
    let last = 0;
    const shown = [];
    const owners = new Map();
    for (const start of lines) {
      if (start > last) shown.push(make("div", "gap", gap(last, start)));
      const line = make("div", "line");
      line.append(make("span", "place", start.toString(16).padStart(10, "0") + "  "));
      let text = "";
      for (let at = start; at < start + wide; at++) {
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
      last = start + wide;
    }
    hex.replaceChildren(...shown);
  }

  tree.addEventListener("keydown", (event) => {
    const at = order.indexOf(chosen);
    const next = order[at + 1];
    if (event.key === "ArrowDown" && next < 0) grow(-1 - next);
    const moves = {
      ArrowDown: order[at + 1], ArrowUp: order[at - 1] < 0 ? order[at - 2] : order[at - 1],
      Home: order[0], End: order[order.length - 1] < 0 ? order[order.length - 2] : order[order.length - 1],
      PageDown: order.slice(at + 1, at + 21).filter((i) => i >= 0).pop(), PageUp: order.slice(Math.max(at - 20, 0), at).find((i) => i >= 0),
    };
    if (event.key === "ArrowRight" && opens(chosen)) {
      if (open.has(chosen)) choose(chosen + 1, true); else { toggle(chosen); choose(chosen, true); }
    } else if (event.key === "ArrowLeft") {
      if (open.has(chosen)) { toggle(chosen); choose(chosen, true); } else if (parents[chosen] >= 0) choose(parents[chosen], true);
    } else if (event.key in moves) {
      if (moves[event.key] !== undefined) choose(moves[event.key], true);
    } else return;
    event.preventDefault();
  });

  for (const one of box.querySelectorAll(".findings button")) {
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
  choose(0, true);
  narrow.addEventListener("change", () => { drawHex(); choose(chosen, true); });
  return api;
}
