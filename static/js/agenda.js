// The agenda without network: keeps the page and what it needs on the device, and says when it is shown from there.
(() => {
  "use strict";
  const agenda = document.querySelector("[data-agenda]");
  if (!agenda) return;
  const offline = agenda.querySelector("[data-offline]");
  const tell = () => { offline.hidden = navigator.onLine; };
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  tell();
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  const parts = () => [
    ...[...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], link[rel=preload]")].map((one) => one.href),
    ...[...document.scripts].map((one) => one.src),
    ...[...document.querySelectorAll("svg use")].map((one) => new URL(one.getAttribute("href"), location).href.split("#")[0]),
  ].filter((address) => address && address.startsWith(location.origin) && !address.includes("/rendezvous/"));
  const keep = async () => {
    await navigator.serviceWorker.register(agenda.dataset.worker);
    const kept = await caches.open("agenda");
    await Promise.allSettled([...new Set(parts()), location.href.split("#")[0]].map((one) => kept.add(one)));
    agenda.dataset.kept = "yes";
  };
  if (navigator.onLine) window.addEventListener("load", () => keep().catch(() => { agenda.dataset.kept = "no"; }));
})();
