// Keys in a list of cases or decisions: j and k go from row to row, x ticks, Enter opens as a link does. Without this file it is the same list.
(() => {
  const links = () => [...document.querySelectorAll("[data-keys] tbody th > a")];
  const show = () => document.querySelectorAll(".keys").forEach((one) => { one.hidden = false; });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const all = links(), row = event.target.closest("tr"), at = row ? all.findIndex((one) => row.contains(one)) : -1;
    if (event.key === "j" || event.key === "k") {
      const next = event.key === "j" ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0);
      if (all.length) all[next].focus();
    } else if (event.key === "x" && row) {
      const box = row.querySelector("input[type=checkbox]");
      if (box) box.checked = !box.checked;
    } else return;
    event.preventDefault();
  });
  document.addEventListener("htmx:after:swap", show);
  document.addEventListener("htmx:afterSwap", show);
  show();
})();
