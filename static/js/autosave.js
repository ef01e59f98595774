// Keeps typed text on the device every 5 s (form[data-autosave="key"]): a lost session or a crash loses nothing.
// Passwords, files and hidden fields are never kept; what is kept goes when the form is sent, and after 7 days.
(() => {
  const EVERY = 5000;
  const KEEP = 7 * 24 * 3600 * 1000;
  const PREFIX = "matchmaker:typed:";
  const kept = (field) => field.name && !["password", "file", "hidden", "submit", "checkbox", "radio"].includes(field.type);

  const read = (key) => {
    try {
      const saved = JSON.parse(localStorage.getItem(key));
      return saved && Date.now() - saved.at < KEEP ? saved.values : null;
    } catch { return null; }
  };

  const attach = (form) => {
    const key = PREFIX + form.dataset.autosave;
    const note = form.querySelector("[data-saved-note]");
    const fields = () => [...form.elements].filter(kept);
    const values = () => Object.fromEntries(fields().map((field) => [field.name, field.value]));
    const say = (words) => { if (note) { note.hidden = false; note.textContent = words; } };
    let last = JSON.stringify(values());

    const restore = () => {
      const saved = read(key);
      if (!saved) return;
      const empty = fields().filter((field) => !field.value && saved[field.name]);
      empty.forEach((field) => {
        field.value = saved[field.name];
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      if (empty.length) say(note?.dataset.restored ?? "");
      last = JSON.stringify(values());
    };
    const save = () => {
      const now = values();
      if (JSON.stringify(now) === last) return;
      last = JSON.stringify(now);
      try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: now })); } catch { return; }
      say(`${note?.dataset.words ?? ""} ${new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`);
    };

    restore();
    setInterval(save, EVERY);
    window.addEventListener("pagehide", save);
    form.addEventListener("submit", () => { last = JSON.stringify(values()); localStorage.removeItem(key); });
  };

  document.querySelectorAll("form[data-autosave]").forEach(attach);
})();
