// Escape closes the meaning of a term without moving focus (WCAG 1.4.13); leaving the term makes it ready again.
(() => {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".term:hover, .term:focus-within").forEach((term) => term.classList.add("closed"));
  });
  const reopen = (event) => event.target.closest?.(".term.closed")?.classList.remove("closed");
  document.addEventListener("focusout", reopen);
  document.addEventListener("mouseout", reopen);
})();
