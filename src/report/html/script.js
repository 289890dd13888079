"use strict";
(() => {
  const input = document.getElementById("filter");
  if (!input) return;
  input.closest("p").hidden = false;
  const rows = [...document.querySelectorAll(input.dataset.rows)];
  const shown = document.querySelector(input.dataset.shown);
  const words = rows.map((row) => row.textContent.toLowerCase());
  const filter = () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row, at) => {
      const fits = wanted.every((word) => words[at].includes(word));
      row.hidden = !fits;
      if (fits) count += 1;
    });
    shown.textContent = wanted.length ? `${count} / ${rows.length}` : "";
  };
  input.addEventListener("input", filter);
  // A parcel that was clicked must not lead to a row that the filter hides.
  window.addEventListener("hashchange", () => {
    const row = document.getElementById(location.hash.slice(1));
    if (row && row.hidden) {
      input.value = "";
      filter();
      row.scrollIntoView();
    }
  });
})();
