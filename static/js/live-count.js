// After a live filter has changed the results, tells their count to screen readers: the line itself is new in the page,
// and a region that is new is not read out, so its words are copied into one that stays.
document.addEventListener("htmx:afterSettle", () => {
  const line = document.querySelector(".result-line");
  const told = document.querySelector("[data-live-count]");
  if (line && told) told.textContent = line.textContent;
});

// Filters unfolded on a narrow screen stay so when their page is renewed.
(() => {
  let open = false;
  document.addEventListener("htmx:beforeSwap", () => { open = document.querySelector(".filters-fold")?.open ?? false; });
  document.addEventListener("htmx:afterSwap", () => { const fold = document.querySelector(".filters-fold"); if (fold && open) fold.open = true; });
})();
