// Serves a participant's pages from the device when the network fails: the network first for pages, since a
// plan may change, and the device first for the versioned files of the site. A page that exists no more is forgotten.
"use strict";
const KEPT = "agenda";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function page(request) {
  const kept = await caches.open(KEPT);
  const address = request.url.split("#")[0];
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await kept.put(address, answer.clone());
    if (answer.status === 404) await kept.delete(address);
    return answer;
  } catch (failure) {
    const found = await kept.match(address, { ignoreSearch: true });
    if (found) return found;
    throw failure;
  }
}

async function file(request) {
  const kept = await caches.open(KEPT);
  return (await kept.match(request)) || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(file(event.request));
});
