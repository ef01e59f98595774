// The big screen's countdown, by the server's clock: a hall's computer may be late.
(() => {
  "use strict";
  for (const one of document.querySelectorAll("[data-countdown]")) {
    const late = Date.parse(one.dataset.now) - Date.now();
    const at = Date.parse(one.dataset.countdown);
    const show = () => {
      const left = Math.max(0, Math.round((at - Date.now() - late) / 1000));
      if (left >= 3600) one.textContent = `${Math.floor(left / 3600)} h ${String(Math.floor(left / 60) % 60).padStart(2, "0")}`;
      else one.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    };
    show();
    setInterval(show, 1000);
  }
})();
