// The desk without network: a press is kept on the device with its key and its hour, and sent when the network is
// back. The key makes a press that was sent twice one act. Also: an undo that is offered for ten seconds fades.
(() => {
  "use strict";
  const STORE = "desk-queue";
  const state = document.querySelector("[data-queue]");
  if (!state) return;
  const read = () => { try { return JSON.parse(localStorage.getItem(STORE)) || []; } catch { return []; } };
  const write = (acts) => localStorage.setItem(STORE, JSON.stringify(acts));
  const show = (words) => {
    const count = read().length;
    state.hidden = !count && !words;
    state.classList.toggle("sent", !count && words === state.dataset.sent);
    state.textContent = [words, count && (count === 1 ? state.dataset.one : state.dataset.many.replace("{n}", count))].filter(Boolean).join(" ");
  };
  const send = async (act, token) => {
    const answer = await fetch(act.url, {
      method: "POST", headers: { Accept: "application/json" }, redirect: "manual",
      body: new URLSearchParams({ csrf_token: token, key: act.key, pressed_at: act.at }),
    });
    if (answer.status >= 500) throw new Error("not now");
    return answer.ok;
  };
  let sending = false;
  const flush = async () => {
    if (sending || !read().length || !navigator.onLine) return;
    sending = true;
    let refused = false;
    try {
      const { token } = await (await fetch(state.dataset.tokenUrl, { headers: { Accept: "application/json" } })).json();
      while (read().length) {
        if (!(await send(read()[0], token))) refused = true;
        write(read().slice(1));
      }
      show(refused ? state.dataset.refused : state.dataset.sent);
    } catch { show(""); } finally { sending = false; }
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-press]");
    if (!form || form.dataset.through) return;
    event.preventDefault();
    const act = { url: form.action, key: form.elements.key.value, at: new Date().toISOString() };
    let reached = false;
    if (navigator.onLine) {
      const patience = new AbortController();
      setTimeout(() => patience.abort(), 4000);
      try { reached = (await fetch(state.dataset.tokenUrl, { signal: patience.signal })).ok; } catch { reached = false; }
    }
    if (reached) { form.dataset.through = "yes"; form.submit(); return; }
    if (!read().some((one) => one.key === act.key)) write([...read(), act]);
    form.querySelector("button").disabled = true;
    show("");
  });
  window.addEventListener("online", flush);
  setInterval(flush, 15000);
  show("");
  flush();
  for (const one of document.querySelectorAll("[data-fades]")) setTimeout(() => { one.hidden = true; }, Number(one.dataset.fades) * 1000);
})();
