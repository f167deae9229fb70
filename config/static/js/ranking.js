// A slider above the field of the ceiling. Without this file the field is the same field; nothing is sent before the button is pressed.
(() => {
  const place = document.querySelector(".what-range"), field = document.getElementById("id_plafond");
  if (!place || !field) return;
  const cents = (text) => Number(text.replace(/[^\d,]/g, "").replace(",", "."));
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = place.dataset.low;
  slider.max = place.dataset.high;
  slider.step = "500";
  slider.value = String(cents(field.value));
  slider.setAttribute("aria-label", place.dataset.label);
  slider.addEventListener("input", () => { field.value = Number(slider.value).toLocaleString("nl-NL"); });
  field.addEventListener("input", () => { slider.value = String(cents(field.value)); });
  place.append(slider);
  place.hidden = false;
})();
