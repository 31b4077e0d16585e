// The page: which people's chats are open beside one another, and the events that keep them up to date.

import { watch } from "./api.js";
import { drawBar, restoreTheme } from "./bar.js";
import { el } from "./dom.js";
import { labels } from "./labels.js";
import { Panel } from "./panel.js";

const MOST_PANELS = 4;
const bar = document.getElementById("bar");
const main = document.getElementById("panels");
const query = new URLSearchParams(location.search);
const unread = new Set();
let payload = query.get("start") ?? "";
let panels = [];
let active = null;
let people = [];
let actions = [];

const hooks = {
  payload: () => {
    const once = payload;
    payload = "";
    return once;
  },
  onfocus: activate,
  onclose: close,
  onstate: (panel) => {
    people = panel.state.people;
    actions = panel.state.actions;
    redraw();
  },
};

function redraw() {
  if (!active?.state) return;
  const shown = panels.filter((panel) => panel.state);
  drawBar(bar, { people, open: shown.map((panel) => panel.user), active, unread, actions }, { show, add, beside });
  main.dataset.count = panels.length;
  for (const panel of panels) panel.node.classList.toggle("active", panel === active);
  document.title = `${unread.size ? `(${unread.size}) ` : ""}${active.state.bot.name} · ${active.state.person.first_name}`;
}

function activate(panel) {
  if (active === panel) return;
  active = panel;
  redraw();
}

function remember() {
  const users = panels.map((panel) => `user=${panel.user}`).join("&");
  history.replaceState(null, "", `?${users}`);
}

async function open(user, instead) {
  const panel = new Panel(user, hooks);
  if (instead) {
    panels[panels.indexOf(instead)] = panel;
    instead.node.replaceWith(panel.node);
  } else {
    panels.push(panel);
    main.append(panel.node);
  }
  active = panel;
  unread.delete(user);
  remember();
  await panel.load();
  redraw();
}

/** Show a person: where they are open already, otherwise in place of the active panel. */
function show(user) {
  const known = panels.find((panel) => panel.user === user);
  if (!known) return open(user, active);
  unread.delete(user);
  activate(known);
  redraw();
  return known.composer.input.focus();
}

function nextPerson() {
  return Math.max(0, ...people.map((person) => person.id)) + 1;
}

function add() {
  return open(nextPerson(), active);
}

/** Open one more person beside the others: the first who isn't shown, or a new one. */
function beside() {
  if (panels.length >= MOST_PANELS) return undefined;
  const hidden = people.find((person) => !panels.some((panel) => panel.user === person.id));
  return open(hidden?.id ?? nextPerson());
}

function close(panel) {
  if (panels.length === 1) return;
  panels = panels.filter((one) => one !== panel);
  panel.node.remove();
  if (active === panel) active = panels.at(-1);
  remember();
  redraw();
}

function onEvent(event) {
  for (const panel of panels) panel.onEvent(event);
  if (event.event === "person") {
    const others = people.filter((person) => person.id !== event.person.id);
    people = [...others, event.person].sort((a, b) => a.id - b.id);
    redraw();
  }
  const shown = panels.some((panel) => panel.user === event.chat_id);
  if (event.event === "message" && event.message.from.is_bot && event.chat_id > 0 && !shown) {
    unread.add(event.chat_id);
    redraw();
  }
}

const offline = el("p", { class: "offline", role: "alert", hidden: true });
document.body.append(offline);

function onConnection(up) {
  offline.hidden = up;
  offline.textContent = up ? "" : labels(active?.language ?? navigator.language).offline;
}

restoreTheme();
const wanted = query.getAll("user").map(Number).filter((user) => Number.isSafeInteger(user) && user > 0);
for (const user of new Set(wanted.length ? wanted.slice(0, MOST_PANELS) : [1])) await open(user);
activate(panels[0]);
let connected = false;
watch(
  onEvent,
  () => {
    onConnection(true);
    if (connected) panels.forEach((panel) => panel.load());
    connected = true;
  },
  () => onConnection(false),
);
