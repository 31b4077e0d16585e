// A message's text and entities as DOM nodes.

import { copyText, el, icon } from "./dom.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?:|mailto:|tel:|tg:)/i;

/** Return nodes for a text; entity offsets are UTF-16 units, as JavaScript's strings are. `context` has words and oncommand. */
export function renderText(text, entities, context) {
  const fragment = document.createDocumentFragment();
  fragment.append(...build(text, 0, text.length, entities ?? [], context));
  return fragment;
}

function build(text, begin, end, entities, context) {
  const nodes = [];
  let at = begin;
  let afterBlock = false;
  const plain = (upTo, beforeBlock) => {
    let piece = text.slice(at, upTo);
    if (afterBlock) piece = piece.replace(/^\n/, "");
    if (beforeBlock) piece = piece.replace(/\n$/, "");
    if (piece) nodes.push(document.createTextNode(piece));
  };
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < to) next += 1;
    if (from < to) {
      const block = BLOCKS.has(entity.type);
      plain(from, block);
      nodes.push(wrap(entity, text.slice(from, to), build(text, from, to, entities.slice(i + 1, next), context), context));
      at = to;
      afterBlock = block;
    }
    i = next;
  }
  plain(end, false);
  return nodes;
}

function wrap(entity, source, children, context) {
  switch (entity.type) {
    case "bold":
      return el("strong", {}, children);
    case "italic":
      return el("em", {}, children);
    case "underline":
      return el("u", {}, children);
    case "strikethrough":
      return el("s", {}, children);
    case "code":
      return el("code", {}, children);
    case "pre":
      return codeBlock(entity, source, context);
    case "spoiler":
      return spoiler(children, context);
    case "blockquote":
      return el("blockquote", {}, children);
    case "expandable_blockquote":
      return expandable(children, context);
    case "text_link":
      return anchor(entity.url, children);
    case "url":
      return anchor(source, children);
    case "email":
      return anchor(`mailto:${source}`, children);
    case "bot_command":
      return el("button", { type: "button", class: "command-link", onclick: () => context.oncommand(source) }, children);
    case "mention":
    case "hashtag":
      return el("span", { class: "tag" }, children);
    default:
      return el("span", {}, children);
  }
}

function anchor(url, children) {
  const target = /^[\w.-]+\.[a-z]{2,}(\/|$)/i.test(url) ? `https://${url}` : url;
  if (!SAFE.test(target)) return el("span", {}, children);
  return el("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, children);
}

function expandable(children, context) {
  const button = el("button", { type: "button", class: "expand", "aria-label": context.words.expand, "aria-expanded": "false" }, icon("down"));
  const quote = el("blockquote", { class: "expandable" }, el("div", {}, children), button);
  button.addEventListener("click", () => button.setAttribute("aria-expanded", String(quote.classList.toggle("open"))));
  return quote;
}

function spoiler(children, context) {
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    hidden.replaceWith(el("span", { class: "revealed" }, children));
  };
  const hidden = el(
    "span",
    { class: "spoiler", role: "button", tabindex: "0", "aria-label": context.words.reveal, onclick: reveal, onkeydown: reveal },
    el("span", { "aria-hidden": "true" }, children.map((child) => child.textContent).join("")),
  );
  return hidden;
}

function codeBlock(entity, source, context) {
  const { words } = context;
  const language = entity.language ?? "";
  const label = el("span", {}, words.copy);
  const copy = el("button", { type: "button", class: "copy" }, icon("copy"), label);
  copy.addEventListener("click", async () => {
    if (!(await copyText(source))) return;
    label.textContent = words.copied;
    setTimeout(() => (label.textContent = words.copy), 1500);
  });
  const name = language ? words.codeIn(language) : words.code;
  return el(
    "figure",
    { class: "code" },
    el("figcaption", {}, el("span", { class: "code-language" }, language || words.code), copy),
    el("pre", { tabindex: "0", role: "region", "aria-label": name }, el("code", {}, source.replace(/\n$/, ""))),
  );
}
