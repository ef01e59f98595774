// Menus made of <details data-disclosure>: Escape closes and gives focus back; a click or a step elsewhere closes.
(() => {
  const open = () => document.querySelectorAll("details[data-disclosure][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open().forEach((menu) => {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    });
  });
  const closeOthers = (event) => open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  document.addEventListener("click", closeOthers);
  document.addEventListener("focusin", closeOthers);
})();
