// The bar above the chats: who is here, colours, and the strip for those who can't wait.

import { runAction } from "./api.js";
import { el, icon, iconButton, initial } from "./dom.js";
import { labels, tongue } from "./labels.js";

/** Return whether the page is dark now. */
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Bring back the colours chosen last time. */
export function restoreTheme() {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
}

function themeButton(words) {
  const button = iconButton(isDark() ? "sun" : "moon", isDark() ? words.light : words.dark, () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("theme", theme);
    button.replaceWith(themeButton(words));
    document.querySelector(".theme").focus();
  });
  button.classList.add("theme");
  return button;
}

/**
 * Draw the bar. `view`: people, open (user ids), active panel, unread (user ids), actions; `on`: show(user), add(), beside().
 */
export function drawBar(node, view, on) {
  const words = labels(view.active.language);
  document.documentElement.lang = tongue(view.active.language);
  const focused = document.activeElement?.dataset?.key;
  const tabs = view.people.map((person) => personTab(person, view, on));
  const add = iconButton("plus", words.addPerson, on.add, { "data-key": "add" });
  const beside = iconButton("split", words.beside, on.beside, { "data-key": "beside", class: "icon-button beside" });
  node.replaceChildren(
    el(
      "div",
      { class: "brand" },
      el("img", { src: "/page/icon.svg", alt: "", width: "28", height: "28" }),
      el("h1", {}, "Gapwise", el("small", {}, words.title)),
    ),
    el("nav", { class: "people", "aria-label": words.people }, tabs, add),
    el("div", { class: "tools" }, beside, themeButton(words)),
    strip(view, words),
  );
  if (focused) node.querySelector(`[data-key="${focused}"]`)?.focus();
}

function personTab(person, view, on) {
  const open = view.open.includes(person.id);
  const current = view.active.user === person.id;
  return el(
    "button",
    {
      type: "button",
      class: `person${open ? " open" : ""}`,
      "aria-current": current ? "true" : null,
      "aria-label": person.first_name,
      title: person.first_name,
      "data-key": `person-${person.id}`,
      onclick: () => on.show(person.id),
    },
    el("span", { class: `avatar small hue-${person.id % 6}`, "aria-hidden": "true" }, initial(person.first_name)),
    el("span", { class: "name" }, person.first_name),
    view.unread.has(person.id) && el("span", { class: "unread", "aria-hidden": "true" }),
  );
}

function strip(view, words) {
  if (!view.actions.length) return null;
  const chip = (name, symbol, label, brief) => {
    const button = el("button", { type: "button", class: "chip", "data-key": name, "aria-label": label }, icon(symbol), ...twoWidths(label, brief));
    button.addEventListener("click", () => run(button, view.active, name, {}, words.done));
    return view.actions.includes(name) && button;
  };
  return el(
    "div",
    { class: "strip", role: "group", "aria-label": words.strip },
    el("span", { class: "strip-label" }, words.strip),
    chip("push", "bell", words.push, words.pushBrief),
    chip("weekly", "chart", words.weekly, words.weeklyBrief),
    view.actions.includes("jump") && jump(view, words),
  );
}

/** Return a label in full and in brief; the width of the page decides which is seen. */
function twoWidths(label, brief) {
  return [el("span", { class: "full" }, label), el("span", { class: "brief" }, brief)];
}

function jump(view, words) {
  const input = el("input", { type: "number", min: "1", max: "365", value: "1", "aria-label": words.daysLabel, "data-key": "days" });
  const unit = el("span", { class: "unit" }, words.days(1));
  const button = el("button", { type: "button", class: "chip-part", "data-key": "jump", "aria-label": words.jump }, icon("clock"), ...twoWidths(words.jump, words.jumpBrief));
  const days = () => Math.min(Math.max(Math.round(input.valueAsNumber || 1), 1), 365);
  const go = () => run(button, view.active, "jump", { days: days() }, words.jumped(days()));
  input.addEventListener("input", () => (unit.textContent = words.days(days())));
  input.addEventListener("keydown", (event) => event.key === "Enter" && go());
  button.addEventListener("click", go);
  return el("div", { class: "chip jump" }, button, input, unit);
}

async function run(button, panel, name, fields, done) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  if ((await panel.try(runAction(name, panel.user, fields))) !== null) panel.toast(done);
  button.removeAttribute("aria-busy");
}
