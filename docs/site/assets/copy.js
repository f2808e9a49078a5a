// SPDX-License-Identifier: Apache-2.0
// The copy button of a console block copies its commands: no prompt, no output. The theme's
// clipboard takes the text from this attribute, which is set before its own listener runs.
document.addEventListener("click", event => {
  const button = event.target.closest("[data-clipboard-target]");
  const code = button?.closest(".highlight")?.querySelector("code");
  const commands = (code?.textContent ?? "").split("\n").filter(line => line.startsWith("$ "));
  if (commands.length)
    button.setAttribute("data-clipboard-text", commands.map(line => line.slice(2)).join("\n"));
}, true);
