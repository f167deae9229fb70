// Keys 1 to 5, Ctrl+Enter and a total that runs along. Without this file the form is the same form, and the server counts.
(() => {
  const form = document.getElementById("oordeel");
  const criteria = form ? [...form.querySelectorAll("fieldset[data-weight]")] : [];
  if (!criteria.length) return;
  const total = document.getElementById("totaal"), bar = document.getElementById("balk"), given = document.getElementById("gegeven");
  const LEVELS = 5;

  const count = () => {
    const chosen = criteria.map((one) => [Number(one.dataset.weight), one.querySelector("input:checked")]).filter(([, level]) => level);
    const hundredths = Math.floor(chosen.reduce((sum, [weight, level]) => sum + weight * Number(level.value), 0) * 100 / LEVELS + 0.5);
    total.textContent = (hundredths / 100).toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2 });
    bar.setAttribute("width", String(Math.floor(hundredths * 400 / 10000)));
    given.textContent = String(chosen.length);
  };

  form.addEventListener("change", count);
  form.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=volgende]"));
    } else if (event.target.type === "radio" && /^[1-5]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      const level = event.target.closest("fieldset").querySelector(`input[value="${event.key}"]`);
      level.checked = true;
      level.focus();
      count();
    }
  });
  form.querySelector(".keys").hidden = false;
})();
