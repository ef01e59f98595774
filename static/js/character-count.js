// Tells how many characters are left under a text area with data-count; spoken only when typing pauses.
(() => {
  const PAUSE = 800;

  const attach = (area) => {
    const line = document.getElementById(`${area.id}-count`);
    if (!line || line.dataset.attached) return;
    line.dataset.attached = "1";
    const limit = Number(area.dataset.count);
    const spoken = document.createElement("span");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    line.after(spoken);
    let timer;
    const words = () => {
      const left = limit - area.value.length;
      return `${Math.abs(left).toLocaleString(document.documentElement.lang)} ${left < 0 ? line.dataset.over : line.dataset.left}`;
    };
    const show = () => {
      line.textContent = words();
      line.classList.toggle("over", area.value.length > limit);
    };
    area.addEventListener("input", () => {
      show();
      clearTimeout(timer);
      timer = setTimeout(() => { spoken.textContent = words(); }, PAUSE);
    });
    show();
  };

  const attachAll = (root) => root.querySelectorAll("textarea[data-count]").forEach(attach);
  attachAll(document);
  document.addEventListener("htmx:load", (event) => attachAll(event.target));
})();
