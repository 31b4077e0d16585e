// The server's JSON interface and its stream of events.

async function read(response) {
  const body = await response.json();
  if (!body.ok) throw new Error(body.description);
  return body.result;
}

/** Return everything that a panel shows; `language` is for a person who comes into being by it. */
export async function loadChat(user, chat, language) {
  const query = new URLSearchParams({ user, language });
  if (chat) query.set("chat", chat);
  return read(await fetch(`/local/chat?${query}`, { cache: "no-store" }));
}

/** Do something as a person: say, press, edit … */
export async function act(verb, user, fields = {}) {
  const body = JSON.stringify({ user, ...fields });
  return read(await fetch(`/local/do/${verb}`, { method: "POST", headers: { "Content-Type": "application/json" }, body }));
}

/** Send a file as a person; `kind` is photo or document. */
export async function upload(kind, user, chat, file) {
  const form = new FormData();
  form.set("user", user);
  form.set("chat", chat);
  form.set("file", file, file.name);
  return read(await fetch(`/local/do/${kind}`, { method: "POST", body: form }));
}

/** Let happen at once what would happen later. */
export async function runAction(name, user, fields = {}) {
  const body = JSON.stringify({ user, ...fields });
  return read(await fetch(`/local/actions/${name}`, { method: "POST", headers: { "Content-Type": "application/json" }, body }));
}

/** Watch events; `onopen` is called at every connection, since something may have been missed before. */
export function watch(onevent, onopen, onlost) {
  const source = new EventSource("/local/events");
  source.onmessage = (message) => onevent(JSON.parse(message.data));
  source.onopen = onopen;
  source.onerror = onlost;
  return source;
}

/** Return the address of a file. */
export function fileUrl(id, download = false) {
  return `/local/files/${encodeURIComponent(id)}${download ? "?download=1" : ""}`;
}
