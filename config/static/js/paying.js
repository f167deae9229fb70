// The total of what is ticked, as it is ticked. Without this file the page is the same page, and the answer tells the total.
(() => {
  const euro = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: "EUR" });
  for (const form of document.querySelectorAll("form[data-total]")) {
    const told = form.querySelector(".sum");
    if (!told) continue;
    const count = () => {
      const ticked = [...form.querySelectorAll("[data-cents]:checked")].map((one) => Number(one.dataset.cents));
      const cents = ticked.reduce((sum, one) => sum + one, 0);
      told.textContent = told.dataset.said.replace("{count}", ticked.length).replace("{sum}", euro.format(cents / 100));
      told.hidden = false;
    };
    form.addEventListener("change", count);
    count();
  }
})();
