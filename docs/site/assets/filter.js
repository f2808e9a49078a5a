// SPDX-License-Identifier: Apache-2.0
// A field above the tables of the page of hostile images: it hides the rows that lack one of its
// words.
(() => {
  if (!/\/hostile\.html$/.test(location.pathname))
    return;
  const rows = [...document.querySelectorAll("article tbody tr")];
  const field = document.createElement("input");
  const count = document.createElement("span");
  field.type = "search";
  field.placeholder = "Filter: qcow2 CVE refused";
  field.setAttribute("aria-label", "Show the rows that contain all these words");
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every(word => text.includes(word));
      shown += !row.hidden;
    }
    for (const table of document.querySelectorAll("article table"))
      table.hidden = !table.querySelector("tbody tr:not([hidden])");
    count.textContent = `${shown} of ${rows.length} images`;
  };
  const bar = document.createElement("p");
  bar.className = "filter";
  bar.append(field, count);
  document.querySelector("article h2").before(bar);
  field.addEventListener("input", show);
  show();
})();
