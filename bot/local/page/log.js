// The messages of a chat in order: days between them, edits in place, and the way through them by keyboard.

import { el, iconButton } from "./dom.js";
import { dayOf } from "./labels.js";
import { renderMessage } from "./message.js";

const NEAR = 120;

/** The log of one chat. `context` is what messages need, see message.js. */
export class Log {
  constructor(context) {
    this.context = context;
    this.messages = new Map();
    this.list = el("div", { class: "list" });
    this.node = el("div", { class: "log", role: "log", tabindex: "0", "aria-label": context.words.messages, "aria-live": "off" }, this.list);
    this.toLatest = iconButton("down", context.words.toLatest, () => this.scrollToEnd(true), { class: "icon-button to-latest", hidden: true });
    this.follows = true;
    this.top = 0;
    this.node.addEventListener("scroll", () => this.onScroll(), { passive: true });
    const resized = new ResizeObserver(() => this.follows && this.scrollToEnd());
    resized.observe(this.node);
    resized.observe(this.list);
    this.node.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Show a whole history, silently, and stay where somebody was reading. */
  fill(messages) {
    this.node.setAttribute("aria-live", "off");
    this.messages = new Map(messages.map((message) => [message.message_id, message]));
    const { scrollTop } = this.node;
    this.redraw();
    if (this.follows) this.scrollToEnd();
    else this.node.scrollTop = scrollTop;
    requestAnimationFrame(() => this.node.setAttribute("aria-live", "polite"));
  }

  /** Show a new message. */
  add(message) {
    if (this.messages.has(message.message_id)) return this.replace(message);
    if (!message.from.is_bot) this.follows = true;
    this.messages.set(message.message_id, message);
    this.append(message, true);
    return undefined;
  }

  /** Show a message's new state where the old one was. */
  replace(message) {
    const old = this.list.querySelector(`[data-id="${message.message_id}"]`);
    this.messages.set(message.message_id, message);
    if (!old) return;
    const focus = old.contains(document.activeElement) ? positionOf(old) : null;
    const node = renderMessage(message, this.context);
    old.replaceWith(node);
    this.group();
    if (focus !== null) restore(node, focus);
  }

  /** Take a message away. */
  remove(id) {
    this.messages.delete(id);
    this.redraw();
  }

  redraw() {
    this.list.replaceChildren();
    this.lastDay = "";
    for (const message of this.messages.values()) this.append(message, false);
    this.group();
  }

  append(message, fresh) {
    const day = dayOf(message.date, this.context.language);
    if (day !== this.lastDay) this.list.append(el("p", { class: "day" }, el("span", {}, day)));
    this.lastDay = day;
    const node = renderMessage(message, this.context);
    if (fresh) node.classList.add("fresh");
    this.list.append(node);
    if (fresh) this.group();
  }

  /** Mark the last bubble of each run of one sender, which carries the tail. */
  group() {
    const nodes = [...this.list.children];
    nodes.forEach((node, i) => {
      const next = nodes[i + 1];
      const side = node.classList.contains("own") ? "own" : "other";
      node.classList.toggle("last", !next?.classList.contains(side));
    });
  }

  isNearEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR;
  }

  /** Follow the newest message until somebody scrolls up. */
  onScroll() {
    const { scrollTop } = this.node;
    if (this.isNearEnd()) this.follows = true;
    else if (scrollTop < this.top) this.follows = false;
    this.top = scrollTop;
    this.toLatest.hidden = this.isNearEnd();
  }

  scrollToEnd(smooth = false) {
    this.follows = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.node.scrollTo({ top: this.node.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
  }

  /** Bring a message into view and show which it is. */
  show(id) {
    const node = this.list.querySelector(`[data-id="${id}"]`);
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
    node.classList.add("found");
    setTimeout(() => node.classList.remove("found"), 1200);
  }

  onKey(event) {
    const nodes = [...this.list.querySelectorAll(".message")];
    if (!nodes.length) return;
    const current = event.target.closest?.(".message");
    const at = nodes.indexOf(current);
    const onSurface = event.target === this.node || event.target === current;
    if (onSurface && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      const next = at < 0 ? nodes.length - 1 : at + (event.key === "ArrowUp" ? -1 : 1);
      const node = nodes[Math.min(Math.max(next, 0), nodes.length - 1)];
      node.focus({ preventScroll: true });
      node.scrollIntoView({ block: "nearest" });
    } else if (current && event.target === current && (event.key === "Enter" || event.key === "ContextMenu")) {
      event.preventDefault();
      current.querySelector(".options")?.click();
    }
  }
}

/** Return which button of the message has the focus, -1 for the message itself. */
function positionOf(node) {
  return [...node.querySelectorAll(".inline")].indexOf(document.activeElement);
}

/** Give the focus to the same place of a redrawn message. */
function restore(node, position) {
  const buttons = node.querySelectorAll(".inline");
  (buttons[Math.min(position, buttons.length - 1)] ?? node).focus({ preventScroll: true });
}
