// Proposals under a plain text input (ARIA combobox, list autocomplete): <div data-combobox data-url="…"> around it.
// data-url?q=… answers JSON [{"value": "Arras (62000)", "label": "Arras", "detail": "62000, Pas-de-Calais"}].
// If it fails, the input stays what it is: a text the server understands.
(() => {
  const WAIT = 150;
  const MINIMUM = 2;

  const option = (id, item) => {
    const line = document.createElement("li");
    line.id = id;
    line.role = "option";
    line.setAttribute("aria-selected", "false");
    line.dataset.value = item.value;
    line.append(item.label);
    if (item.detail) { const small = document.createElement("small"); small.textContent = ` ${item.detail}`; line.append(small); }
    return line;
  };

  const attach = (box) => {
    const input = box.querySelector("input");
    const list = document.createElement("ul");
    const told = document.createElement("span");
    let timer, asked, at = -1;
    list.id = `${input.id}-list`; list.role = "listbox"; list.className = "combobox-list"; list.hidden = true;
    list.setAttribute("aria-label", box.parentElement.querySelector("label")?.textContent.trim() ?? "");
    told.className = "visually-hidden"; told.setAttribute("role", "status");
    box.append(list, told);
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }).forEach(([k, v]) => input.setAttribute(k, v));

    const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const mark = (index) => {
      const lines = [...list.children];
      at = (index + lines.length) % lines.length;
      lines.forEach((line, i) => line.setAttribute("aria-selected", String(i === at)));
      lines[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", lines[at].id);
    };
    const take = (line) => { input.value = line.dataset.value; close(); input.dispatchEvent(new Event("change", { bubbles: true })); };
    const show = (items) => {
      list.replaceChildren(...items.map((item, i) => option(`${list.id}-${i}`, item)));
      list.hidden = !items.length; at = -1;
      input.setAttribute("aria-expanded", String(!list.hidden));
      told.textContent = items.length === 0 ? box.dataset.none : items.length === 1 ? box.dataset.one : box.dataset.many.replace("{n}", items.length);
    };
    const ask = async () => {
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(`${box.dataset.url}?${new URLSearchParams({ q: input.value })}`, { signal: asked.signal, headers: { Accept: "application/json" } });
        if (answer.ok && document.activeElement === input) show(await answer.json());
      } catch { close(); }
    };

    input.addEventListener("input", () => { clearTimeout(timer); input.value.trim().length < MINIMUM ? close() : (timer = setTimeout(ask, WAIT)); });
    input.addEventListener("keydown", (event) => {
      if (list.hidden) { if (event.key === "ArrowDown" && input.value.trim().length >= MINIMUM) ask(); return; }
      if (event.key === "ArrowDown") { mark(at + 1); event.preventDefault(); }
      else if (event.key === "ArrowUp") { mark(at < 0 ? -1 : at - 1); event.preventDefault(); }
      else if (event.key === "Enter" && at >= 0) { take(list.children[at]); event.preventDefault(); }
      else if (event.key === "Escape") { close(); event.stopPropagation(); }
    });
    list.addEventListener("mousedown", (event) => { const line = event.target.closest("li"); if (line) { take(line); event.preventDefault(); } });
    input.addEventListener("blur", close);
  };

  document.querySelectorAll("[data-combobox]").forEach(attach);
})();
