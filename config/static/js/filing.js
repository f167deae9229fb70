// Counts how many signs still fit while somebody types. Without this file the server counts, and the page is the same page.
(() => {
  for (const counter of document.querySelectorAll(".counter")) {
    const field = document.getElementById(counter.dataset.of), most = Number(counter.dataset.most);
    if (!field) continue;
    const count = () => {
      const left = most - field.value.trim().length;
      counter.textContent = (left < 0 ? counter.dataset.over : counter.dataset.left).replace("{}", String(Math.abs(left)));
      counter.classList.toggle("counter-over", left < 0);
    };
    field.addEventListener("input", count);
  }
  // Who was signed out meanwhile goes to the sign-in: what was typed waits behind it.
  const gone = (event) => {
    const answer = event.detail.ctx?.response?.raw;
    if (answer?.redirected && answer.url.includes("/inloggen/")) window.location.assign(window.location.href);
  };
  document.addEventListener("htmx:after:request", gone);
  document.addEventListener("htmx:after:swap", gone);
})();
