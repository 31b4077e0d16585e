// What lies over the page: alerts, a picture in full, menus.

import { fileUrl } from "./api.js";
import { el, iconButton } from "./dom.js";

function open(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Show the bot's alert until it is closed. */
export function showAlert(text, words) {
  const button = el("button", { type: "button", class: "primary" }, words.ok);
  const dialog = el("dialog", { class: "alert", "aria-label": text }, el("p", {}, text), button);
  button.addEventListener("click", () => dialog.close());
  open(dialog);
  button.focus();
}

/** Show a picture as large as the window. */
export function showPicture(fileId, description, words) {
  const close = iconButton("close", words.close, () => dialog.close());
  const link = el("a", { class: "text-button", href: fileUrl(fileId, true), download: "" }, words.download);
  const image = el("img", { src: fileUrl(fileId), alt: description });
  const dialog = el("dialog", { class: "viewer", "aria-label": words.picture }, el("div", { class: "viewer-bar" }, link, close), image);
  image.addEventListener("click", () => dialog.classList.toggle("full"));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  open(dialog);
  close.focus();
}

/**
 * Open a menu at a button; `items` are {label, icon, run} and the first gets the focus. Arrow keys, Home, End and Escape work as in
 * any menu, and the focus returns to the button.
 */
export function openMenu(anchor, items, label) {
  const close = (refocus = true) => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    anchor.setAttribute("aria-expanded", "false");
    if (refocus) anchor.focus();
  };
  const outside = (event) => !menu.contains(event.target) && close(false);
  const buttons = items.map((item) =>
    el(
      "button",
      {
        type: "button",
        role: "menuitem",
        tabindex: "-1",
        onclick: () => {
          close();
          item.run();
        },
      },
      item.label,
    ),
  );
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label }, buttons);
  menu.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const last = buttons.length - 1;
    const target = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      buttons[target].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close();
    }
  });
  document.body.append(menu);
  place(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  buttons[0]?.focus({ preventScroll: true });
}

function place(menu, anchor) {
  const box = anchor.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.right - menu.offsetWidth), innerWidth - menu.offsetWidth - 8);
  const below = box.bottom + 4 + menu.offsetHeight < innerHeight;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - menu.offsetHeight - 4)}px`;
}
